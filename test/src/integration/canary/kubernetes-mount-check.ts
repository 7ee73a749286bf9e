import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provider } from '@chatelaine/kubernetes/mount';
import type { BackendInput, LeakCheck } from '@chatelaine/testing';
import { MountedSecret } from '../../support/mounted-secret.js';
import { breakFiles } from './broken-files.js';

const FOLDER = { connection: 'connections/', variable: 'variables/', config: 'config/', secret: '' } as const;

/** A mounted folder with canaries in its values and its path. */
export const kubernetesMountCheck: LeakCheck = {
  provider,
  async open({ canaries, values }) {
    const folder = await mkdtemp(join(tmpdir(), 'canary-mount-'));
    const files = values.map(({ ref, value }) => [FOLDER[ref.kind] + ref.id, value]);
    const path = join(folder, 'mounted');
    await MountedSecret.create(path, Object.fromEntries(files));
    const plain = canaries.make('path of a folder', { plain: true });
    let mend = (): void => undefined;
    const refused = (code: string) => async (): Promise<BackendInput> => {
      await mkdir(join(folder, 'broken'));
      mend = breakFiles(code, canaries.make('message of the operating system'));
      return { options: { path: join(folder, 'broken') } };
    };
    return {
      options: { path },
      failures: {
        'no folder': () => ({ options: { path: `${folder}/${plain}` } }),
        'a file in the place of the folder': async () => {
          await writeFile(join(folder, plain), plain);
          return { options: { path: `${folder}/${plain}` } };
        },
        'a path with NUL': () => ({ options: { path: `${plain}\0` } }),
        'a link out of the folder': async () => {
          await mkdir(join(folder, 'linked', 'variables'), { recursive: true });
          await writeFile(join(folder, plain), plain);
          await symlink(join(folder, plain), join(folder, 'linked', 'variables', 'canary'));
          return { options: { path: join(folder, 'linked') } };
        },
        'a folder that may not be read': refused('EACCES'),
        'a disk that fails': refused('EIO'),
        'an answer of the system that is not known': refused('EDQUOT'),
      },
      close: async () => {
        mend();
        await rm(folder, { recursive: true });
      },
    };
  },
};
