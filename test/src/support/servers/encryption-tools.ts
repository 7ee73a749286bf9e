import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import { cacheFolder } from './cache-folder.js';
import { requireProgram } from './require-program.js';
import { ServerFolder } from './server-folder.js';

const SOPS_VERSION = '3.11.0';
const CACHE = cacheFolder(`sops-${SOPS_VERSION}`);
const TERMINAL = fileURLToPath(new URL('../../../src/support/servers/with_passphrase.py', import.meta.url));

/** What encrypted the files of a run, for messages. */
export const ENCRYPTION_TOOLS: string = `age and sops ${SOPS_VERSION}`;

const run = promisify(execFile);

/** The real `age` and `sops`, in a folder of their own with a key of their own. */
export interface EncryptionTools {
  readonly folder: ServerFolder;
  /** The path of the file of the key, and whom to encrypt for so that it opens. */
  readonly keyFile: string;
  readonly recipient: string;
  age(...args: readonly string[]): Promise<string>;
  /** `age` with a passphrase typed wherever it asks for one. */
  ageWithPassphrase(passphrase: string, ...args: readonly string[]): Promise<string>;
  sops(...args: readonly string[]): Promise<string>;
  /** Another key, as `keyFile` and `recipient`. */
  anotherKey(name: string): Promise<{ readonly keyFile: string; readonly recipient: string }>;
}

/** Skips the tests without the tools, or fails where they must be there. */
export async function encryptionTools(context: { skip(): void }): Promise<EncryptionTools> {
  const programs = Object.fromEntries(
    ['age', 'age-keygen', 'sops', 'python3'].map((name) => [
      name,
      requireProgram(context as Context, name, [CACHE]),
    ]),
  );
  const folder = new ServerFolder('encryption');
  const call = async (
    name: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<string> => {
    const { stdout } = await run(programs[name] ?? name, args, {
      cwd: folder.path,
      env: { PATH: process.env.PATH, HOME: folder.path, ...env },
      timeout: 40_000,
    });
    return stdout;
  };
  const anotherKey = async (name: string): Promise<{ keyFile: string; recipient: string }> => {
    const keyFile = join(folder.path, name);
    await call('age-keygen', ['-o', keyFile]);
    return { keyFile, recipient: (await call('age-keygen', ['-y', keyFile])).trim() };
  };
  const { keyFile, recipient } = await anotherKey('keys.txt');
  return {
    folder,
    keyFile,
    recipient,
    anotherKey,
    age: (...args) => call('age', args),
    ageWithPassphrase: (passphrase, ...args) =>
      call('python3', [TERMINAL, programs.age ?? 'age', ...args], { TYPED: passphrase }),
    sops: (...args) => call('sops', args, { SOPS_AGE_KEY_FILE: keyFile }),
  };
}
