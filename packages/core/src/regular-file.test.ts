import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fileFailure, readRegularFile } from './regular-file.js';

describe('A regular file', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-file-'));
    await writeFile(at('small'), Buffer.from([0xff, 0, 1]));
    await writeFile(at('full'), 'x'.repeat(100));
    await writeFile(at('large'), 'x'.repeat(101));
    await symlink(at('small'), at('link'));
    await symlink(at('gone'), at('dangling'));
  });

  after(() => rm(folder, { recursive: true }));

  it('is read as it is, up to the limit, through a link too', async () => {
    expect(await readRegularFile(at('small'), 100)).to.deep.equal(Buffer.from([0xff, 0, 1]));
    expect(await readRegularFile(at('full'), 100)).to.have.length(100);
    expect(await readRegularFile(at('link'), 100)).to.have.length(3);
  });

  it('is refused beyond the limit', async () => {
    expect(await readRegularFile(at('large'), 100)).to.deep.equal({
      code: 'INVALID_VALUE',
      problem: 'is too large',
    });
  });

  const refused: readonly [string, string, string][] = [
    ['a file that is not there', 'gone', 'does not exist'],
    ['a link that leads nowhere', 'dangling', 'does not exist'],
    ['a name that cannot be', 'a\u0000b', 'does not exist'],
    ['a name that is too long', 'x'.repeat(5_000), 'does not exist'],
    ['a folder', '.', 'is not a regular file'],
    ['a device', '../../dev/zero', 'is not a regular file'],
  ];
  for (const [what, name, problem] of refused) {
    it(`is not ${what}`, async () => {
      const path = name.startsWith('../../') ? '/dev/zero' : at(name);
      expect(await readRegularFile(path, 100)).to.include({ problem });
    });
  }

  describe('that must be in a folder', () => {
    it('is read, and a link in its place is outside', async () => {
      const within = await realpath(folder);
      expect(await readRegularFile(join(within, 'small'), 100, { within })).to.have.length(3);
      expect(await readRegularFile(join(within, 'gone'), 100, { within })).to.include({
        problem: 'does not exist',
      });
      expect(await readRegularFile(join(within, 'link'), 100, { within })).to.equal('outside');
    });

    it('is outside when a folder of its path has become a link', async () => {
      await mkdir(at('root/sub'), { recursive: true });
      await symlink('../..', at('root/sub/up'));
      const within = await realpath(at('root'));
      expect(await readRegularFile(join(within, 'sub/up/small'), 100, { within })).to.equal('outside');
    });
  });

  it('is not a pipe, which is not waited for', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [at('pipe')]);
    expect(await readRegularFile(at('pipe'), 100)).to.include({ problem: 'is not a regular file' });
  });

  it('is told apart when it may not be read', async function () {
    if (process.getuid?.() === 0) this.skip();
    await writeFile(at('private'), 'x');
    await chmod(at('private'), 0);
    expect(await readRegularFile(at('private'), 100)).to.include({ code: 'ACCESS_DENIED' });
  });

  it('says nothing of what it does not know but a safe cause', () => {
    const failure = fileFailure(Object.assign(new Error('hunter2'), { code: 'EWEIRD' }));
    expect(failure).to.include({ code: 'INTERNAL', problem: 'cannot be read' });
    expect(JSON.stringify(failure)).not.to.include('hunter2');
    expect(fileFailure(Object.assign(new Error('x'), { code: 'EACCES' }))).to.include({
      code: 'ACCESS_DENIED',
    });
  });
});
