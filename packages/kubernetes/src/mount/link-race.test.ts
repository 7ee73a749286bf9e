import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { kubernetesMount } from './kubernetes-mount-backend.js';

const READS = 1_500;

/** Puts a link out of the folder in the place of a file, and of the folder of another one, and takes it away again. */
const SWAPPER = `
  const { renameSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
  const { workerData: { root, outside } } = require('node:worker_threads');
  for (;;) {
    symlinkSync(outside + '/key', root + '/next');
    renameSync(root + '/next', root + '/key');
    renameSync(root + '/sub', root + '/away');
    symlinkSync(outside, root + '/sub');
    writeFileSync(root + '/next', 'inside');
    renameSync(root + '/next', root + '/key');
    rmSync(root + '/sub');
    renameSync(root + '/away', root + '/sub');
  }
`;

describe('A link that comes while a mounted file is read', () => {
  let folder: string;
  let swapper: Worker;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mount-race-'));
    const workerData = { root: join(folder, 'mounted'), outside: join(folder, 'outside') };
    await mkdir(join(workerData.root, 'sub'), { recursive: true });
    await mkdir(workerData.outside);
    await writeFile(join(workerData.root, 'key'), 'inside');
    await writeFile(join(workerData.root, 'sub', 'key'), 'inside');
    await writeFile(join(workerData.outside, 'key'), 'outside');
    swapper = new Worker(SWAPPER, { eval: true, workerData });
  });
  afterEach(async () => {
    await swapper.terminate();
    await rm(folder, { recursive: true });
  });

  it('never leads out of the folder, be it in the place of the file or of a folder before it', async () => {
    const backend = kubernetesMount({ path: 'mounted' }, { directory: folder });
    const refs = ['key', 'sub/key'].map((id) => ({ kind: 'secret', id }) as const);
    const seen = new Set<unknown>();
    for (let read = 0; read < READS; read += 1) {
      for (const result of await backend.findMany(refs, { signal: new AbortController().signal })) {
        seen.add('error' in result ? result.error : result.found?.value);
      }
    }
    const codes = [...seen].map((one) => (one instanceof Error && 'code' in one ? one.code : one));
    expect(new Set(codes)).to.include('inside').and.not.to.include('outside');
  });
});
