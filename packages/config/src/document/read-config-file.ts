import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { dirname, extname, isAbsolute, relative } from 'node:path';
import { SecretsError, safeCause } from '@chatelaine/core';
import type { ConfigDocument } from '../config-document.js';

/** The text of a config file, and how messages call it. */
export interface ConfigText {
  readonly source: string;
  readonly directory: string;
  readonly text: string;
}

type Parser = (file: ConfigText) => ConfigDocument | Promise<ConfigDocument>;

const MAX_BYTES = 1_048_576;
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
const FAULT_BY_CODE: Readonly<Record<string, Fault>> = {
  ENOENT: NOT_THERE,
  ENOTDIR: NOT_THERE,
  ELOOP: NOT_THERE,
  EACCES: NOT_READABLE,
  EPERM: NOT_READABLE,
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

/** A path as messages show it: relative when it is below the working directory. */
export function shownPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}

async function readText(path: string, source: string): Promise<string> {
  const bytes = await readBytes(path, source);
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text.replace(/^\uFEFF/, '');
  throw refused(source, 'this config file is not UTF-8.', 'Save it as UTF-8.');
}

async function readBytes(path: string, source: string): Promise<Buffer> {
  const file = await openConfigFile(path, source);
  try {
    const status = await file.stat();
    if (!status.isFile()) throw refused(source, 'this is not a regular file.', 'Name a file.');
    if (status.size > MAX_BYTES) {
      throw refused(source, 'this config file is larger than 1 MiB.', 'Name a config file.');
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function openConfigFile(path: string, source: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const fault = FAULT_BY_CODE[code];
    if (fault === undefined) throw error;
    throw new SecretsError('INVALID_CONFIG', `${source}: ${fault.problem}`, {
      hint: fault.hint,
      cause: safeCause(error),
    });
  }
}

function refused(source: string, problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${source}: ${problem}`, { hint });
}
