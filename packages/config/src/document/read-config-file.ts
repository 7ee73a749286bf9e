import { dirname, extname } from 'node:path';
import { SecretsError, safeCause } from '@chatelaine/core';
import type { ConfigDocument } from '../config-document.js';
import { readBounded } from './read-bounded.js';
import { shownPath } from './shown-path.js';

/** The text of a config file, and how messages call it. */
export interface ConfigText {
  readonly source: string;
  readonly directory: string;
  readonly text: string;
}

type Parser = (file: ConfigText) => ConfigDocument | Promise<ConfigDocument>;

/** Each library is loaded when such a file is read. */
const PARSERS: Readonly<Record<string, Parser>> = {
  '.yaml': async (file) => (await import('./yaml-document.js')).yamlDocument(file),
  '.yml': async (file) => (await import('./yaml-document.js')).yamlDocument(file),
  '.json': async (file) => (await import('./json-document.js')).jsonDocument(file),
  '.toml': async (file) => (await import('./toml-document.js')).tomlDocument(file),
};

interface Fault {
  readonly problem: string;
  readonly hint: string;
}

const NOT_THERE: Fault = {
  problem: 'this config file does not exist.',
  hint: 'Check the path in the config option or in CHATELAINE_CONFIG.',
};
const NOT_READABLE: Fault = {
  problem: 'this config file may not be read by this user.',
  hint: 'Let this user read it.',
};
const NO_PATH: Fault = {
  problem: 'the path of this config file cannot be that of a file.',
  hint: 'Correct the config option or CHATELAINE_CONFIG.',
};
const NOT_READ: Fault = {
  problem: 'this config file cannot be read.',
  hint: 'Check that it is a regular file on a disk that works.',
};
const FAULT_BY_CODE: Readonly<Record<string, Fault>> = {
  ENOENT: NOT_THERE,
  ENOTDIR: NOT_THERE,
  ELOOP: NOT_THERE,
  EACCES: NOT_READABLE,
  EPERM: NOT_READABLE,
  ENAMETOOLONG: NO_PATH,
  ERR_INVALID_ARG_VALUE: NO_PATH,
};

/**
 * Reads a config file, whose ending says what it holds.
 *
 * @throws SecretsError `INVALID_CONFIG`, with line and column where the text is at fault
 */
export async function readConfigFile(path: string, cwd: string): Promise<ConfigDocument> {
  const source = shownPath(path, cwd);
  const parse = PARSERS[extname(path).toLowerCase()];
  if (parse === undefined) {
    throw refused(
      source,
      'the ending of this config file is not known.',
      'Known are .yaml, .yml, .json, .toml, and .cfg for an airflow.cfg.',
    );
  }
  return parse({ source, directory: dirname(path), text: await readText(path, source) });
}

async function readText(path: string, source: string): Promise<string> {
  const bytes = await readBytes(path, source);
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text.replace(/^\uFEFF/, '');
  throw refused(source, 'this config file is not UTF-8.', 'Save it as UTF-8.');
}

async function readBytes(path: string, source: string): Promise<Buffer> {
  const read = await readBounded(path).catch((error: unknown) => {
    throw notReadable(error, source);
  });
  if (read === 'not a regular file') throw refused(source, 'this is not a regular file.', 'Name a file.');
  if (read === 'larger than 1 MiB') {
    throw refused(source, 'this config file is larger than 1 MiB.', 'Name a config file.');
  }
  return read;
}

function notReadable(error: unknown, source: string): SecretsError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const { problem, hint } = FAULT_BY_CODE[code] ?? NOT_READ;
  return new SecretsError('INVALID_CONFIG', `${source}: ${problem}`, { hint, cause: safeCause(error) });
}

function refused(source: string, problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${source}: ${problem}`, { hint });
}
