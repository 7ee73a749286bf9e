import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { stub } from 'sinon';
import { FileProblem } from './file-problem.js';
import { WatchedFile } from './watched-file.js';

describe('WatchedFile', () => {
  const label = { backend: 'file', option: 'path' };
  let folder = '';
  let path = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-file-'));
    path = join(folder, 'a.env');
    await writeFile(path, 'a=1');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is parsed once, however many ask, until it changes', async () => {
    const parse = stub().callsFake(async (bytes: Buffer) => bytes.toString());
    const file = new WatchedFile(label, path, parse);
    expect(await Promise.all([file.content(), file.content(), file.content()])).to.deep.equal([
      'a=1',
      'a=1',
      'a=1',
    ]);
    expect(await file.content()).to.equal('a=1');
    expect(parse.callCount).to.equal(1);
    await writeFile(path, 'a=22');
    expect(await file.content()).to.equal('a=22');
    expect(parse.callCount).to.equal(2);
  });

  it('is parsed again after it could not be parsed', async () => {
    const parse = stub()
      .onFirstCall()
      .rejects(new FileProblem({ line: 1 }, 'no'))
      .resolves('yes');
    const file = new WatchedFile(label, path, parse);
    const first = await file.content().catch((error: unknown) => error);
    expect(first).to.be.instanceOf(FileProblem);
    expect(await file.content()).to.equal('yes');
  });
});
