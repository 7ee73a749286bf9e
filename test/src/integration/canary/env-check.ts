import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provider } from '@chatelaine/env';
import type { LeakCheck, StoredValue } from '@chatelaine/testing';
import { breakFiles } from './broken-files.js';

const PREFIX = {
  connection: 'AIRFLOW_CONN_',
  variable: 'AIRFLOW_VAR_',
  config: 'CANARY_CONFIG_',
  secret: '',
};

/** The environment, with values in variables and in files that variables name. */
export const envCheck: LeakCheck = {
  provider,
  refs: [{ kind: 'variable', id: 'in_a_file' }],
  async open({ canaries, values }) {
    const folder = await mkdtemp(join(tmpdir(), 'canary-'));
    const env: Record<string, string> = Object.fromEntries(
      values.map((stored) => [nameOf(stored), stored.value]),
    );
    const path = join(folder, 'value');
    await writeFile(path, canaries.make('file of a variable'));
    const variable = 'AIRFLOW_VAR_IN_A_FILE_FILE';
    env[variable] = path;
    const naming = (target: string) => () => {
      env[variable] = target;
      return undefined;
    };
    const secret = canaries.make('value in the place of a path');
    let mend = (): void => undefined;
    const refused = (code: string) => () => {
      mend = breakFiles(code, canaries.make('message of the operating system'));
      return naming(join(folder, 'broken'))();
    };
    return {
      options: { configPrefix: 'CANARY_CONFIG_', fileSuffix: '_FILE' },
      context: { env, directory: folder },
      failures: {
        'a value in the place of a path': naming(secret),
        'a long value in the place of a path': naming(secret.repeat(300)),
        'a value with NUL in the place of a path': naming(`${secret}\0`),
        'a folder in the place of a file': naming(folder),
        'a file below a file': naming(join(path, secret)),
        'a file that may not be read': refused('EACCES'),
        'a disk that fails': refused('EIO'),
        'an answer of the system that is not known': refused('EDQUOT'),
        'both variables set': () => {
          env.AIRFLOW_VAR_IN_A_FILE = secret;
          return undefined;
        },
        'a file that is too large': async () => {
          await writeFile(path, secret.repeat(3_000));
          return undefined;
        },
        'a file that is no text': async () => {
          await writeFile(path, Buffer.concat([Buffer.from(secret), Buffer.from([0xff, 0xfe])]));
          return undefined;
        },
        'a circle of links': async () => {
          await mkdir(join(folder, 'links'));
          await symlink(join(folder, 'links/b'), join(folder, 'links/a'));
          await symlink(join(folder, 'links/a'), join(folder, 'links/b'));
          return naming(join(folder, 'links/a'))();
        },
      },
      close: async () => {
        mend();
        await rm(folder, { recursive: true });
      },
    };
  },
};

function nameOf({ ref }: StoredValue): string {
  return PREFIX[ref.kind] + ref.id.toUpperCase().replaceAll(/[-./]/g, '_');
}
