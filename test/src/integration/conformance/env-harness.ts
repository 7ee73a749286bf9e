import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretRef, SecretValue } from '@chatelaine/core';
import { type EnvOptionsInput, env } from '@chatelaine/env';
import type { BackendHarness } from '@chatelaine/testing';
import { envCheck } from '../canary/env-check.js';

const OPTIONS: EnvOptionsInput = { configPrefix: 'CONFORMANCE_CONFIG_', fileSuffix: '_FILE' };
const NOBODY_REFUSES = 'a process may read its own environment';

/** The environment: text in variables, bytes in the files that variables name. */
export function envHarness(): BackendHarness {
  const variables: Record<string, string> = {};
  let folder = '';
  let files = 0;

  const nameOf = (ref: SecretRef): string => {
    const location = env(OPTIONS).locate?.(ref);
    if (location === undefined || 'notHere' in location)
      throw new Error('The environment has no name for it.');
    return location.names[0] ?? '';
  };
  const remove = (name: string): void => {
    delete variables[name];
    delete variables[`${name}_FILE`];
  };
  const put = async (name: string, value: SecretValue): Promise<void> => {
    remove(name);
    if (typeof value === 'string') {
      variables[name] = value;
      return;
    }
    const path = join(folder, String(++files));
    await writeFile(path, value);
    variables[`${name}_FILE`] = path;
  };

  return {
    provider: 'env',
    testedAgainst: 'the environment of a process',
    capabilities: {
      versions: false,
      teams: true,
      batch: false,
      list: false,
      describe: false,
      write: false,
      remove: false,
      watch: false,
      binary: true,
      empty: true,
      illegalNames: 'with "=" or NUL; names of the shell, the runtime and log-ins',
    },
    start: async () => {
      folder = await mkdtemp(join(tmpdir(), 'conformance-env-'));
    },
    stop: () => rm(folder, { recursive: true }),
    open: ({ options, context } = {}) =>
      env({ ...OPTIONS, ...options }, { env: variables, directory: folder, ...context }),
    seed: async (ref, value) => {
      await put(nameOf(ref), value);
      return undefined;
    },
    unseed: async (ref) => remove(nameOf(ref)),
    disable: 'a variable is set or it is not',
    openDenied: NOBODY_REFUSES,
    openUnauthenticated: NOBODY_REFUSES,
    openBroken: 'nothing between a process and its environment can fail',
    leaks: envCheck,
  };
}
