import { dirname, join, resolve } from 'node:path';
import { type Env, SecretsError, safeCause } from '@chatelaine/core';
import { readBounded } from '../document/read-bounded.js';
import { isPath } from '../document/shown-path.js';
import { expand, type Surroundings } from './expand.js';
import { IniFile } from './ini.js';

/** An `airflow.cfg` that was found and read. */
export interface AirflowFile {
  /** Its path as it was given, for messages. */
  readonly source: string;
  readonly directory: string;
  readonly ini: IniFile;
}

interface Candidate {
  readonly shown: string;
  readonly path: string;
  /** Whether somebody named this very file, so that a missing one is a mistake. */
  readonly named: boolean;
}

const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Reads the file of `AIRFLOW_CONFIG`, else `$AIRFLOW_HOME/airflow.cfg`, else `~/airflow/airflow.cfg`.
 *
 * @throws SecretsError `INVALID_CONFIG` when the file of `AIRFLOW_CONFIG` is missing, or a file cannot be read
 */
export async function readAirflowFile(
  surroundings: Surroundings,
  workingDirectory: string,
): Promise<AirflowFile | undefined> {
  const candidate = candidateOf(surroundings);
  const path = resolve(workingDirectory, candidate.path);
  const bytes = await readIfPresent(path, candidate);
  if (bytes === undefined) return undefined;
  return {
    source: candidate.shown,
    directory: dirname(path),
    ini: IniFile.parse(decode(bytes, candidate.shown), candidate.shown),
  };
}

function candidateOf(surroundings: Surroundings): Candidate {
  const config = given(surroundings.env, 'AIRFLOW_CONFIG');
  if (config !== undefined) return candidate(config, 'AIRFLOW_CONFIG', true, surroundings);
  const path = join(given(surroundings.env, 'AIRFLOW_HOME') ?? '~/airflow', 'airflow.cfg');
  return candidate(path, 'AIRFLOW_HOME', false, surroundings);
}

function candidate(path: string, by: string, named: boolean, surroundings: Surroundings): Candidate {
  return { shown: isPath(path) ? path : by, path: expand(path, surroundings), named };
}

function given(env: Env, name: string): string | undefined {
  const text = env[name];
  return text === '' ? undefined : text;
}

async function readIfPresent(path: string, candidate: Candidate): Promise<Uint8Array | undefined> {
  const read = await readBounded(path).catch((error: unknown) => {
    refuseUnlessMissing(error, candidate);
    return undefined;
  });
  if (typeof read !== 'string') return read;
  throw new SecretsError('INVALID_CONFIG', `${candidate.shown}: the file is ${read}.`, {
    hint: 'Name an airflow.cfg.',
  });
}

function refuseUnlessMissing(error: unknown, { shown, named }: Candidate): void {
  const cause = safeCause(error);
  const { code = cause.name } = cause;
  if (!MISSING.has(code)) {
    throw new SecretsError('INVALID_CONFIG', `${shown}: the file cannot be read (${code}).`, {
      hint: 'Let this user read it.',
    });
  }
  if (!named) return;
  throw new SecretsError('INVALID_CONFIG', `AIRFLOW_CONFIG: there is no file ${shown}.`, {
    hint: 'Correct the path, or unset AIRFLOW_CONFIG.',
  });
}

function decode(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new SecretsError('INVALID_CONFIG', `${shown}: the file is not UTF-8 text.`, {
      hint: 'Save it as UTF-8.',
    });
  }
}
