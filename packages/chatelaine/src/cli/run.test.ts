import { Writable } from 'node:stream';
import { expect } from 'chai';
import { holding, ran } from './in-process.test.support.js';

const hello = holding({ 'variable/hello': 'world' });

/** A stdout that fails as the operating system would. */
const failingWith = (code: string) =>
  new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('s3cr3t'), { code })) });

describe('run', () => {
  it('takes a reader that went away for no failure', async () => {
    const stdout = failingWith('EPIPE');
    expect(await ran('get variable hello', { backends: [hello], stdout })).to.include({
      exitCode: 0,
      stderr: '',
    });
  });

  it('exits 3 when the answer cannot be written', async () => {
    const stdout = failingWith('ENOSPC');
    expect(await ran('get variable hello', { backends: [hello], stdout })).to.include({
      exitCode: 3,
      stderr: 'chatelaine: the answer could not be written (ENOSPC).\n',
    });
  });

  it('does not mind a backend that fails to close', async () => {
    const close = () => Promise.reject(new Error('cannot'));
    const backends = [{ ...hello, close }];
    expect(await ran('get variable hello', { backends })).to.include({ exitCode: 0, stderr: '' });
  });
});
