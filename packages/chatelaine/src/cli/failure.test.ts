import { SecretsError, safeCause } from '@chatelaine/core';
import { expect } from 'chai';
import { failing, holding, ran } from './in-process.test.support.js';

const denied = new SecretsError('ACCESS_DENIED', 'vault: access was denied.', {
  backend: 'vault',
  hint: 'Ask for a role.',
  cause: safeCause(Object.assign(new RangeError('the token is s3cr3t'), { code: 'EACCES', statusCode: 403 })),
});
const opening = (error: unknown) => ({ open: () => Promise.reject(error) });
const json = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as unknown;

describe('A failure', () => {
  it('is one JSON document on stdout with --json, and the message on stderr', async () => {
    const result = await ran('get variable hello --json', { backends: [failing(denied)] });
    expect(json(result)).to.deep.equal({
      error: {
        code: 'ACCESS_DENIED',
        message: 'vault: access was denied. Ask for a role.',
        ref: { kind: 'variable', id: 'hello' },
        backend: 'vault',
        hint: 'Ask for a role.',
      },
    });
    expect(result).to.include({
      exitCode: 3,
      stderr: 'chatelaine: vault: access was denied. Ask for a role.\n',
    });
  });

  it('is one with "not found", too', async () => {
    const result = await ran('get variable hello --json', { backends: [holding({})] });
    expect(result).to.have.property('exitCode', 1);
    expect(json(result)).to.have.nested.property('error.code', 'SECRET_NOT_FOUND');
  });

  for (const command of ['get variable hello', 'explain variable/hello', 'check']) {
    it(`of the config is one for "${command}"`, async () => {
      const error = new SecretsError('INVALID_CONFIG', 'chatelaine.yaml:4:7: wrong.');
      const result = await ran(`${command} --json`, {
        ...opening(error),
        chain: () => Promise.reject(error),
      });
      expect(json(result)).to.deep.equal({
        error: { code: 'INVALID_CONFIG', message: 'chatelaine.yaml:4:7: wrong.' },
      });
      expect(result).to.include({ exitCode: 2, stderr: 'chatelaine: chatelaine.yaml:4:7: wrong.\n' });
    });
  }

  for (const [argv, message] of [
    ['get variabel hello', /^There is no kind "variabel"/],
    ['get variable hello --jsno', /^unknown option '--jsno'/],
    ['get', /^missing required argument 'kind'/],
  ] as const) {
    it(`of the command line is one: ${argv}`, async () => {
      const result = await ran(`--json ${argv}`);
      expect(json(result)).to.have.nested.property('error.code', 'USAGE');
      expect(json(result)).to.have.nested.property('error.message').that.matches(message);
      expect(result.exitCode).to.equal(2);
      expect(result.stderr).to.match(/^chatelaine: /);
    });
  }

  it('that nobody foresaw is one, and says nothing of what it said', async () => {
    const result = await ran('get variable hello --json', opening(new TypeError('s3cr3t')));
    expect(json(result)).to.have.nested.property('error.code', 'INTERNAL');
    expect(result.stdout).to.not.include('s3cr3t');
  });

  it('leaves stdout empty without --json, and --json after -- is no option', async () => {
    expect(await ran('get variable hello', { backends: [failing(denied)] })).to.have.property('stdout', '');
    expect(await ran('get variable -- --json', { backends: [holding({})] })).to.include({
      exitCode: 1,
      stdout: '',
    });
  });

  it('of help that was asked for is none', async () => {
    expect((await ran('--json get --help')).stdout).to.match(/^Usage: /);
  });

  it('tells with --trace of its cause what is safe: class, code, status and frames', async () => {
    const { stderr } = await ran('get variable hello --trace', { backends: [failing(denied)] });
    const [message, cause, frame] = stderr.split('\n');
    expect(message).to.equal('chatelaine: vault: access was denied. Ask for a role.');
    expect(cause).to.equal('chatelaine: caused by RangeError (EACCES, status 403)');
    expect(frame).to.match(/^chatelaine: {5}at .+failure\.test\.js:\d+:\d+\)?$/);
    expect(stderr).to.not.include('s3cr3t');
  });

  it('tells with --trace of a cause of its cause', async () => {
    const error = new SecretsError('UNAVAILABLE', 'vault: left alone.', { backend: 'vault', cause: denied });
    const { stderr } = await ran('--trace get variable hello', { backends: [failing(error)] });
    expect(stderr).to.include(
      'chatelaine: caused by a SecretsError (ACCESS_DENIED)\nchatelaine: caused by RangeError (',
    );
  });

  it('tells with --trace where what nobody foresaw was thrown', async () => {
    const { stderr } = await ran('get variable hello --trace', opening(new TypeError('s3cr3t')));
    expect(stderr).to.match(/\nchatelaine: caused by TypeError\nchatelaine: {5}at .+failure\.test\.js:/);
    expect(stderr).to.not.include('s3cr3t');
  });

  it('of a backend in a check tells its cause with --trace, on stderr alone', async () => {
    const load = () => Promise.reject(denied);
    const chain = { source: 's', directory: '/d', backends: [{ name: 'vault', provider: 'v', load }] };
    const plain = await ran('check --trace', { chain });
    expect(plain.stderr).to.match(/ Ask for a role\.\nchatelaine: caused by RangeError /);
    const { stdout, stderr } = await ran('check --trace --json', { chain });
    expect(stderr).to.match(/^chatelaine: caused by RangeError /);
    expect(JSON.parse(stdout).backends[0]).to.have.all.keys(
      'backend',
      'provider',
      'outcome',
      'code',
      'message',
    );
  });
});
