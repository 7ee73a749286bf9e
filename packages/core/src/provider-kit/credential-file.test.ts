import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import type { CredentialFile } from './credential-file.js';
import { readCredentialFile, readCredentialFileIfPresent } from './credential-file.js';

describe('The file of a credential', () => {
  let directory: string;
  const file = (path: string): CredentialFile => ({ option: 'tokenFile', path, directory, backend: 'prod' });

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'credential-file-'));
  });

  after(() => rm(directory, { recursive: true }));

  it('is read from the folder of its option, without one newline at its end', async () => {
    await writeFile(join(directory, 'token'), 'hunter2\r\n');
    await writeFile(join(directory, 'lines'), 'one\ntwo\n\n');
    expect(await readCredentialFile(file('token'))).to.equal('hunter2');
    expect(await readCredentialFile(file(join(directory, 'lines')))).to.equal('one\ntwo\n');
  });

  it('may be absent where nobody named it, and else must be there', async () => {
    expect(await readCredentialFileIfPresent(file('nothing'))).to.equal(undefined);
    expect(await caught(readCredentialFile(file('nothing')))).to.deep.include({
      code: 'INVALID_CONFIG',
      field: ['tokenFile'],
      problem: 'prod: the file that "tokenFile" names does not exist.',
    });
  });

  it('is refused when it is empty, too large or a folder, without its path', async () => {
    await writeFile(join(directory, 'blank'), ' \n');
    await writeFile(join(directory, 'large'), 'x'.repeat(65_537));
    for (const [path, problem] of [
      ['blank', 'is empty'],
      ['large', 'is too large'],
      ['.', 'is not a regular file'],
    ] as const) {
      const error = await caught(readCredentialFile(file(path)));
      expect(error).to.have.property('code', 'INVALID_CONFIG');
      expect(error.message).to.include(problem).and.not.include(directory);
    }
  });

  it('may hold more where its reader says so, and be called by another name', async () => {
    await writeFile(join(directory, 'config'), 'x'.repeat(70_000));
    expect(await readCredentialFile({ ...file('config'), maxBytes: 70_000 })).to.have.length(70_000);
    const unnamed = { label: '~/.kube/config', path: 'nothing', directory, backend: 'prod' };
    const error = await caught(readCredentialFile(unnamed));
    expect(error.problem).to.equal('prod: the file ~/.kube/config does not exist.');
    expect(error).to.not.have.property('field');
  });
});
