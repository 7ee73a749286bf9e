import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import type { FileSystem } from '../write-atomically.js';
import { removeLeftovers, replaceFile } from './replace-file.js';

const systemError = (code: string) => Object.assign(new Error('said by the system'), { code });

describe('A file that is replaced', () => {
  let folder: string;
  let path: string;
  const bytes = (text: string) => Buffer.from(text);

  /** A file system of which one step fails. */
  const failing = (step: 'write' | 'sync' | 'rename' | 'folder', code: string): FileSystem => ({
    open: async (...args) => {
      const file = await open(...args);
      const isFolder = args[1] === 'r';
      const refuse = () => Promise.reject(systemError(code));
      if (step === 'write') file.writeFile = refuse;
      if ((step === 'sync' && !isFolder) || (step === 'folder' && isFolder)) file.sync = refuse;
      return file;
    },
    rename: step === 'rename' ? () => Promise.reject(systemError(code)) : rename,
    rm,
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replaced-'));
    path = join(folder, 'known-good');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is there as a whole, for its owner alone, whatever it was before', async () => {
    await writeFile(path, 'a longer one before', { mode: 0o644 });
    await replaceFile(path, bytes('new'));
    expect(await readFile(path, 'utf8')).to.equal('new');
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(await readdir(folder)).to.deep.equal(['known-good']);
  });

  it('is flushed before it has its name, and then its folder is', async () => {
    const steps: string[] = [];
    const recording: FileSystem = {
      open: async (...args) => {
        const file = await open(...args);
        const sync = file.sync.bind(file);
        file.sync = () => {
          steps.push(args[1] === 'r' ? 'flush folder' : 'flush file');
          return sync();
        };
        return file;
      },
      rename: (...args) => {
        steps.push('rename');
        return rename(...args);
      },
      rm,
    };
    await replaceFile(path, bytes('new'), recording);
    expect(steps).to.deep.equal(['flush file', 'rename', 'flush folder']);
  });

  for (const [step, code, hint] of [
    ['write', 'ENOSPC', 'The disk is full.'],
    ['sync', 'EIO', 'The cause says what the system answered.'],
    ['rename', 'EACCES', 'This user may not write in its folder: grant that, or name another "path".'],
  ] as const) {
    it(`stays as it was when ${step} fails with ${code}, and nothing is left beside it`, async () => {
      await replaceFile(path, bytes('old'));
      const error = await caught(replaceFile(path, bytes('new'), failing(step, code)));
      expect(error.code).to.equal('UNAVAILABLE');
      expect(error.message).to.equal(`The last known good file ${path} could not be written. ${hint}`);
      expect(error.cause).to.include({ code });
      expect(await readFile(path, 'utf8')).to.equal('old');
      expect(await readdir(folder)).to.deep.equal(['known-good']);
    });
  }

  it('is as it was when the process ends between the write and the rename', async () => {
    await replaceFile(path, bytes('old'));
    const ended = new Promise<never>(() => undefined);
    const reached = new Promise<void>((resolve) => {
      const dying: FileSystem = {
        open,
        rename: () => {
          resolve();
          return ended;
        },
        rm,
      };
      void replaceFile(path, bytes('new'), dying);
    });
    await reached;
    expect(await readFile(path, 'utf8')).to.equal('old');
    const leftover = (await readdir(folder)).find((name) => name !== 'known-good') ?? '';
    expect((await stat(join(folder, leftover))).mode & 0o777).to.equal(0o600);

    await removeLeftovers(path, Date.now());
    expect(await readdir(folder), 'it may still be written').to.have.length(2);
    await removeLeftovers(path, Date.now() + 660_000);
    expect(await readdir(folder)).to.deep.equal(['known-good']);
  });

  it('leaves the files of others alone', async () => {
    for (const name of ['.known-good.tmp', '.other.abc.tmp', 'known-good.tmp']) {
      await writeFile(join(folder, name), '');
      await utimes(join(folder, name), 1, 1);
    }
    await removeLeftovers(path, Date.now());
    expect(await readdir(folder)).to.have.length(3);
  });

  it('may lie in a folder that cannot be flushed', async () => {
    await replaceFile(path, bytes('new'), failing('folder', 'EINVAL'));
    expect(await readFile(path, 'utf8')).to.equal('new');
  });

  for (const [what, below, hint] of [
    [
      'its folder is not there',
      'none/known-good',
      'Its folder is not there: create it, for this user alone, or name another "path".',
    ],
    ['its folder is a file', 'file/known-good', 'Its folder is a file: name another "path".'],
    ['it is a folder', 'folder', 'It is a folder: name a file in it.'],
  ] as const) {
    it(`cannot be written when ${what}`, async () => {
      await writeFile(join(folder, 'file'), '');
      await mkdir(join(folder, 'folder'));
      const error = await caught(replaceFile(join(folder, below), bytes('new')));
      expect(error.hint).to.equal(hint);
    });
  }
});
