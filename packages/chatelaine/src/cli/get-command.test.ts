import type { SecretValue } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { failing, holding, MemoryStream, ran } from './in-process.test.support.js';

const SMTP = 'smtp://ann:s3cr3t-pass@mail.example:587/?timeout=30&deep=%7B%22a%22%3A1%7D';
const mail = { backends: [holding({ 'connection/mail': SMTP })] };

describe('chatelaine get', () => {
  it('prints a variable and one line end on stdout, and nothing on stderr', async () => {
    expect(
      await ran('get variable hello', { backends: [holding({ 'variable/hello': 'world' })] }),
    ).to.deep.equal({
      exitCode: 0,
      stdout: 'world\n',
      stderr: '',
    });
  });

  it('prints a raw secret and a config value the same way', async () => {
    const backends = [holding({ 'secret/db-password': 'one', 'config/sql_alchemy_conn': 'two' })];
    expect(await ran('get secret db-password', { backends })).to.have.property('stdout', 'one\n');
    expect(await ran('get config sql_alchemy_conn', { backends })).to.have.property('stdout', 'two\n');
  });

  it('takes a reference as one word, with its version', async () => {
    const backends = [holding({ 'secret/db-password@3': 'third' })];
    expect(await ran('get secret/db-password@3', { backends })).to.have.property('stdout', 'third\n');
  });

  it('takes --version for the version of a secret', async () => {
    const backends = [holding({ 'secret/db-password@3': 'third' })];
    expect(await ran('get secret db-password --version 3', { backends })).to.have.property(
      'stdout',
      'third\n',
    );
  });

  it('hands the team on', async () => {
    const teams: (string | undefined)[] = [];
    const find = async ({ team }: { team?: string }) => {
      teams.push(team);
      return { value: 'ours', name: 'n' };
    };
    await ran('get variable hello --team red', {
      backends: [{ name: 'b', supports: { teams: true }, find }],
    });
    expect(teams).to.deep.equal(['red']);
  });

  it('leaves the line end out with --raw', async () => {
    const backends = [holding({ 'variable/hello': 'world' })];
    expect(await ran('get variable hello --raw', { backends })).to.have.property('stdout', 'world');
  });

  it('prints an empty value, which is not missing', async () => {
    const backends = [holding({ 'variable/hello': '' })];
    expect(await ran('get variable hello', { backends })).to.include({ exitCode: 0, stdout: '\n' });
  });

  it('keeps control characters and several lines of a value as they are', async () => {
    const backends = [holding({ 'secret/pem': '-----BEGIN\n\u001b[31mabc\r\n' })];
    expect(await ran('get secret pem --raw', { backends })).to.have.property(
      'stdout',
      '-----BEGIN\n\u001b[31mabc\r\n',
    );
  });

  it('writes bytes as bytes, without a line end', async () => {
    const stdout = new MemoryStream();
    await ran('get secret key', {
      backends: [holding({ 'secret/key': Uint8Array.of(0xff, 0x00, 0xfe) })],
      stdout,
    });
    expect([...stdout.bytes()]).to.deep.equal([0xff, 0x00, 0xfe]);
  });

  it('exits 1 when no backend has it, and says what each said', async () => {
    expect(
      await ran('get variable nothing', { backends: [holding({}, 'a'), holding({}, 'b')] }),
    ).to.deep.equal({
      exitCode: 1,
      stdout: '',
      stderr:
        'chatelaine: variable/nothing was not found (a: nothing under "variable-nothing"; b: nothing under "variable-nothing"). Store it under one of these names, or add a backend that has it.\n',
    });
  });

  it('exits 3 when a backend fails, and never takes that for missing', async () => {
    const denied = new SecretsError('ACCESS_DENIED', 'vault: access was denied.');
    expect(await ran('get variable hello', { backends: [failing(denied)] })).to.deep.equal({
      exitCode: 3,
      stdout: '',
      stderr: 'chatelaine: vault: access was denied.\n',
    });
  });

  it('exits 2 when the id can never be right', async () => {
    const result = await ran(`get variable ${'x'.repeat(251)}`, { backends: [holding({})] });
    expect(result).to.include({ exitCode: 2, stdout: '' });
  });

  it('tells whose bug an unexplained failure is, and nothing of what it said', async () => {
    const result = await ran('get variable hello', { backends: [failing(new Error('the token is s3cr3t'))] });
    expect(result).to.include({ exitCode: 3, stdout: '' });
    expect(result.stderr).to.match(
      /^chatelaine: vault: failed .+ This is a bug in the backend "vault": mend it if it is your own, else report it to its authors\. --trace shows more\.\n$/,
    );
    expect(result.stderr).to.not.include('s3cr3t');
  });

  it('ends the wait when it is interrupted', async () => {
    const interrupt = new AbortController();
    const find = () => {
      interrupt.abort();
      return new Promise<undefined>(() => undefined);
    };
    expect(
      await ran('get variable hello', { backends: [{ name: 'slow', find }], signal: interrupt.signal }),
    ).to.deep.equal({
      exitCode: 130,
      stdout: '',
      stderr: 'chatelaine: interrupted.\n',
    });
  });

  it('closes the backends, whether it found something or not', async () => {
    for (const values of [{ 'variable/hello': 'world' }, {}] as Record<string, SecretValue>[]) {
      let closed = 0;
      const close = async () => void (closed += 1);
      await ran('get variable hello', { backends: [{ ...holding(values), close }] });
      expect(closed).to.equal(1);
    }
  });

  describe('of a connection', () => {
    it('prints a URI unless told otherwise', async () => {
      expect(await ran('get connection mail', mail)).to.include({ exitCode: 0, stderr: '' });
      expect((await ran('get connection mail', mail)).stdout).to.match(
        /^smtp:\/\/ann:s3cr3t-pass@mail\.example:587\/\?/,
      );
      expect(await ran('get connection mail', mail)).to.deep.equal(
        await ran('get connection mail --format uri', mail),
      );
    });

    it('prints a JSON document that reads back as the same connection', async () => {
      const { stdout } = await ran('get connection mail --format json', mail);
      const again = { backends: [holding({ 'connection/mail': stdout })] };
      expect(await ran('get connection mail --json', again)).to.have.property('exitCode', 0);
      expect(JSON.parse(stdout)).to.include({ conn_type: 'smtp', host: 'mail.example', port: 587 });
    });

    for (const [field, printed] of Object.entries({
      type: 'smtp',
      host: 'mail.example',
      port: '587',
      login: 'ann',
      password: 's3cr3t-pass',
      'extra.timeout': '30',
      extra: '{"timeout":"30","deep":"{\\"a\\":1}"}',
    })) {
      it(`prints its ${field} with --field`, async () => {
        expect(await ran(`get connection mail --field ${field}`, mail)).to.deep.equal({
          exitCode: 0,
          stdout: `${printed}\n`,
          stderr: '',
        });
      });
    }

    it('prints one field as JSON with --format json', async () => {
      expect(await ran('get connection mail --field host --format json', mail)).to.have.property(
        'stdout',
        '"mail.example"\n',
      );
    });

    it('exits 1 when it does not have the field', async () => {
      expect(await ran('get connection mail --field description', mail)).to.deep.equal({
        exitCode: 1,
        stdout: '',
        stderr: 'chatelaine: connection/mail has no description.\n',
      });
      expect(await ran('get connection mail --field extra.toString', mail)).to.include({
        exitCode: 1,
        stdout: '',
      });
    });

    it('refuses a field that no connection has, with the nearest', async () => {
      expect(await ran('get connection mail --field pasword', mail)).to.deep.equal({
        exitCode: 2,
        stdout: '',
        stderr: 'chatelaine: A connection has no field "pasword". Did you mean "password"?\n',
      });
    });

    it('says to use JSON for what a URI cannot carry', async () => {
      const stored = JSON.stringify({ conn_type: 'smtp', password: 's3cr3t-pass', description: 'ours' });
      expect(
        await ran('get connection mail', { backends: [holding({ 'connection/mail': stored })] }),
      ).to.deep.equal({
        exitCode: 2,
        stdout: '',
        stderr:
          'chatelaine: connection/mail: A URI cannot carry the description of a connection. Write the connection as JSON. Here that is --format json.\n',
      });
    });

    it('exits 3 when what is stored is no connection, and prints nothing of it', async () => {
      const backends = [holding({ 'connection/mail': '{"s3cr3t-pass": ' })];
      const { exitCode, stdout, stderr } = await ran('get connection mail', { backends });
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 3, stdout: '' });
      expect(stderr).to.match(/^chatelaine: shelf: connection\/mail cannot be read as a connection\./);
      expect(stderr).to.not.contain('s3cr3t');
    });

    it('tells on stderr what reading it lost, unless quiet', async () => {
      const backends = [holding({ 'connection/mail': 'smtp://mail.example/#rest' })];
      const loud = await ran('get connection mail --field host', { backends });
      expect(loud).to.include({ exitCode: 0, stdout: 'mail.example\n' });
      expect(loud.stderr).to.match(/^chatelaine: connection\/mail: .+\n$/);
      expect(await ran('get connection mail --field host --quiet', { backends })).to.have.property(
        'stderr',
        '',
      );
    });
  });

  describe('with --format', () => {
    const backends = [
      holding({
        'variable/options': '{ "a": [1, null] }',
        'variable/null': 'null',
        'variable/hello': 's3cr3t',
      }),
    ];

    it('prints a value that is JSON, without the spaces', async () => {
      expect(await ran('get variable options --format json', { backends })).to.have.property(
        'stdout',
        '{"a":[1,null]}\n',
      );
      expect(await ran('get variable null --format json', { backends })).to.have.property('stdout', 'null\n');
    });

    it('refuses JSON for a value that is none, and prints nothing of it', async () => {
      expect(await ran('get variable hello --format json', { backends })).to.deep.equal({
        exitCode: 2,
        stdout: '',
        stderr: 'chatelaine: variable/hello is not JSON. Use --format text.\n',
      });
    });

    for (const [argv, message] of Object.entries({
      'get variable hello --format uri': 'A variable is no URI. Use --format text or --format json.',
      'get variable hello --format jsn': 'There is no format "jsn". Did you mean "json"?',
      'get variable hello --field host':
        'A variable has no fields. Leave --field out, or ask for a connection.',
      'get connection mail --format text':
        'A connection has no plain text. Use --format uri, --format json, or --field.',
      'get connection mail --field host --format uri':
        'One field is no URI. Use --format text or --format json with --field.',
    })) {
      it(`refuses "${argv}" before any backend is asked`, async () => {
        const untouched = failing(new Error('asked'));
        expect(await ran(argv, { backends: [untouched] })).to.deep.equal({
          exitCode: 2,
          stdout: '',
          stderr: `chatelaine: ${message}\n`,
        });
      });
    }
  });

  describe('with --json', () => {
    it('gives reference, value and origin of a variable', async () => {
      const backends = [holding({ 'variable/hello': { value: 'world', name: 'stored', version: '7' } })];
      const { stdout, exitCode } = await ran('get variable hello --json', { backends });
      const { origin, ...document } = JSON.parse(stdout);
      expect(exitCode).to.equal(0);
      expect(document).to.deep.equal({ ref: { kind: 'variable', id: 'hello' }, value: 'world' });
      expect(origin).to.include({ backend: 'shelf', name: 'stored', version: '7', stale: false });
    });

    it('gives the fields of a connection', async () => {
      const { fields } = JSON.parse((await ran('--json get connection mail', mail)).stdout);
      expect(fields).to.deep.include({ type: 'smtp', port: 587, password: 's3cr3t-pass' });
    });

    it('gives one field, or a URI, as the value', async () => {
      expect(JSON.parse((await ran('get connection mail --field port --json', mail)).stdout)).to.include({
        value: 587,
      });
      const { value } = JSON.parse((await ran('get connection mail --format uri --json', mail)).stdout);
      expect(value).to.match(/^smtp:/);
    });

    it('gives bytes in base64, and says so', async () => {
      const backends = [holding({ 'secret/key': Uint8Array.of(0xff, 0x00) })];
      expect(JSON.parse((await ran('get secret key --json', { backends })).stdout)).to.include({
        value: '/wA=',
        encoding: 'base64',
      });
    });
  });
});
