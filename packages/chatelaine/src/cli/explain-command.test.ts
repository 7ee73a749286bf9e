import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { failing, holding, ran } from './in-process.test.support.js';

const elsewhere = { ...holding({}, 'env'), locate: () => ({ notHere: 'it never holds raw secrets' }) };
const denied = failing(new SecretsError('ACCESS_DENIED', 'vault: access was denied. Ask for a role.'));

/** Times vary: each becomes as many zeros. */
const steady = (text: string) => text.replaceAll(/\d+$/gm, (digits) => '0'.repeat(digits.length));

describe('chatelaine explain', () => {
  it('shows what each backend said, in columns, and the reasons below', async () => {
    const backends = [
      elsewhere,
      holding({}, 'prod-vault'),
      holding({ 'secret/key': 's3cr3t' }, 'file'),
      holding({}, 'rest'),
    ];
    const { exitCode, stdout, stderr } = await ran('explain secret/key', { backends });
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    expect(steady(stdout).split('\n')).to.deep.equal([
      'secret/key: found in file under "secret-key"',
      '',
      'backend     asked for   outcome    ms',
      'env         -           not here   -',
      'prod-vault  secret-key  missing    0',
      'file        secret-key  found      0',
      'rest        secret-key  not asked  -',
      '',
      'why:',
      '  env: it never holds raw secrets',
      '',
    ]);
  });

  it('ends with the note that there is no config', async () => {
    const note = 'No config file was found from /srv upwards.';
    const surroundings = { backends: [holding({})], note };
    expect((await ran('explain secret key', surroundings)).stdout).to.match(
      /\n\nnote:\n {2}No config file was .+\n$/,
    );
    expect(JSON.parse((await ran('explain secret key --json', surroundings)).stdout)).to.include({ note });
  });

  it('exits 1 when it is not found', async () => {
    const result = await ran('explain secret key', { backends: [holding({})] });
    expect(result).to.include({ exitCode: 1, stderr: '' });
    expect(result.stdout).to.match(/^secret\/key: not found\n/);
  });

  it('exits 3 when a backend failed, with what it said', async () => {
    const { exitCode, stdout, stderr } = await ran('explain secret/key', { backends: [denied, holding({})] });
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 3, stderr: '' });
    expect(steady(stdout).split('\n')).to.deep.equal([
      'secret/key: failed with ACCESS_DENIED',
      '',
      'backend  asked for   outcome    ms',
      'vault    -           failed     0',
      'shelf    secret-key  not asked  -',
      '',
      'why:',
      '  vault: access was denied. Ask for a role.',
      '',
    ]);
  });

  it('lists what reading a connection lost', async () => {
    const backends = [holding({ 'connection/mail': 'smtp://mail.example/#s3cr3t' })];
    const { stdout } = await ran('explain connection/mail', { backends });
    expect(stdout).to.match(/\nlost in reading:\n {2}\S.+\n$/);
    expect(stdout).to.not.contain('s3cr3t');
  });

  it('names version and team', async () => {
    const found = { value: 'v', name: 'n', version: '3' };
    const { stdout } = await ran('explain secret/key@3 --team red', {
      backends: [holding({ 'secret/key@3': found })],
    });
    expect(stdout).to.match(/^secret\/key@3 of team red: found in shelf under "n", version 3\n/);
  });

  it('gives the explanation as JSON with --json, and no value', async () => {
    const backends = [denied, holding({ 'secret/key': 's3cr3t' })].reverse();
    const { exitCode, stdout } = await ran('explain secret/key --json', { backends });
    expect(exitCode).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.include({
      ref: { kind: 'secret', id: 'key' },
      outcome: 'found',
      losses: [],
    });
    expect(stdout).to.not.contain('s3cr3t');
  });

  it('gives JSON of a failure too', async () => {
    const { exitCode, stdout } = await ran('explain secret/key --json', { backends: [denied] });
    expect(exitCode).to.equal(3);
    expect(JSON.parse(stdout)).to.include({ outcome: 'failed', code: 'ACCESS_DENIED' });
  });

  it('prints nothing with --quiet but that it was not found', async () => {
    const backends = [holding({ 'secret/key': 's3cr3t' })];
    expect(await ran('explain secret/key --quiet', { backends })).to.deep.equal({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    expect(await ran('explain secret/none --quiet', { backends })).to.deep.equal({
      exitCode: 1,
      stdout: '',
      stderr: 'chatelaine: secret/none: not found\n',
    });
  });

  it('cannot be made to steer the terminal by a name in a store', async () => {
    const found = { value: 'v', name: 'n\u001b[2J\nforged: line' };
    const { stdout } = await ran('explain secret/key', { backends: [holding({ 'secret/key': found })] });
    expect(stdout.split('\n')[0]).to.equal(
      'secret/key: found in shelf under "n\\u{1b}[2J\\u{a}forged: line"',
    );
  });

  for (const [argv, message] of Object.entries({
    'explain conection/mail': 'There is no kind "conection". Did you mean "connection"?',
    'explain conection mail': 'There is no kind "conection". Did you mean "connection"?',
    'explain connection': 'Which connection? Add its id: connection ID.',
    'explain mail':
      'What kind is "mail"? Write one of connection mail, variable mail, config mail, secret mail.',
    'explain variable/100%': 'A % or @ in the id of a reference is not escaped. Write % as %25 and @ as %40.',
  })) {
    it(`refuses "${argv}"`, async () => {
      expect(await ran(argv)).to.deep.equal({ exitCode: 2, stdout: '', stderr: `chatelaine: ${message}\n` });
    });
  }
});
