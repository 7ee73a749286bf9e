import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { pathToFileURL } from 'node:url';
import { startKeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import { ROOT } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const EXAMPLES = join(ROOT, 'examples');
const MOCHA = join(ROOT, 'node_modules/mocha/bin/mocha.js');
const CLI = join(ROOT, 'packages/chatelaine/bin/chatelaine.js');
const VAULT_NAMES_HERE = pathToFileURL(join(EXAMPLES, 'azure/vault-on-this-machine.js')).href;
const VAULT_HOST = 'contoso.vault.azure.net';

const run = (file: string, env: NodeJS.ProcessEnv = {}, cwd = ROOT) =>
  runNode([join(EXAMPLES, file)], { cwd, env: { HOME: ROOT, ...env } });

const printed = (...lines: readonly string[]) => ({
  status: 0,
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
});

describe('The examples', () => {
  it('of the README do what their comments say', async () => {
    const { status, stdout, stderr } = await run('readme.js', { AIRFLOW_VAR_HELLO: 'world', HOME: ROOT });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout.split('\n')).to.deep.equal([
      '[secret variable/hello]',
      'world',
      'undefined',
      'variable/nothing was not found (env: nothing under "AIRFLOW_VAR_NOTHING"). ' +
        `No config file was found from ${ROOT.replace(/\/$/, '')} upwards; name one with CHATELAINE_CONFIG.`,
      '',
    ]);
  });

  it('may be CommonJS', async () => {
    const code =
      "const { createSecrets, env } = require('chatelaine');" +
      "createSecrets({ backends: [env()] }).getVariable('hello').then((hello) => console.log(hello.reveal()));";
    const args = ['--input-type=commonjs', '--eval', code];
    const { status, stdout } = await runNode(args, { cwd: ROOT, env: { AIRFLOW_VAR_HELLO: 'world' } });
    expect({ status, stdout }).to.deep.equal({ status: 0, stdout: 'world\n' });
  });

  it('in code need no config file', async () => {
    expect(await run('in-code.js')).to.deep.equal({ status: 0, stdout: '', stderr: '' });
  });

  it('quickstart resolves through the environment and a file, explains, and uses the connection', async () => {
    const { status, stdout, stderr } = await run('quickstart/quickstart.js');
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout.replaceAll(/\d+ ms/g, 'N ms').split('\n')).to.deep.equal([
      'hello = world',
      'Printed without asking for it, it is [secret variable/hello].',
      '',
      'connection/smtp_default: found',
      '  env              missing    AIRFLOW_CONN_SMTP_DEFAULT  N ms',
      '  file             found      path#connections.smtp_default  N ms',
      '',
      'The mail server says: 235 welcome',
      '',
    ]);
  });

  it('of a connection reveal its fields', async () => {
    const env = { AIRFLOW_CONN_SMTP_DEFAULT: 'smtp://me:password@mail.example.com:25' };
    expect(await run('connection.js', env)).to.deep.equal(
      printed('me logs in at mail.example.com:25 with 8 characters.'),
    );
  });

  it('of the local providers read the environment and a file', async () => {
    expect(await run('env.js', { API_TOKEN: 'x' })).to.deep.equal(
      printed('[secret secret/api-token] is in API_TOKEN.'),
    );
    expect(await run('file.js', {}, join(EXAMPLES, 'config'))).to.deep.equal(
      printed('me at mail.example.com:25'),
    );
  });

  it('of a vault in code read what is there', async () => {
    const vault = await startKeyVaultServer({
      hostNames: [VAULT_HOST],
      secrets: { 'airflow-connections-smtp-default': 'smtp://mail.example.com' },
    });
    try {
      const env = await vault.environment('client-secret');
      const args = ['--import', VAULT_NAMES_HERE, join(EXAMPLES, 'azure/in-code.js')];
      const VAULT_URL = `https://${VAULT_HOST}:${vault.port}`;
      expect(await runNode(args, { cwd: ROOT, env: { ...env, VAULT_URL } })).to.deep.equal(
        printed('[secret connection/smtp_default] is in airflow-connections-smtp-default.'),
      );
    } finally {
      await vault.close();
    }
  });

  it('of a vault that is changed leave in it what they wrote', async () => {
    const vault = await startKeyVaultServer({ hostNames: [VAULT_HOST] });
    try {
      const env = await vault.environment('client-secret');
      const args = ['--import', VAULT_NAMES_HERE, join(EXAMPLES, 'azure/change.js')];
      const VAULT_URL = `https://${VAULT_HOST}:${vault.port}`;
      expect(await runNode(args, { cwd: ROOT, env: { ...env, VAULT_URL } })).to.deep.equal(
        printed('airflow-variables-mail-host belongs to mail.', 'mail-host'),
      );
    } finally {
      await vault.close();
    }
  });

  it('of the Key Vault server serve the real SDK', async () => {
    expect(await run('key-vault-server.js')).to.deep.equal(printed('world', '[ 429, 200 ]'));
  });

  it('of a test of an application pass, in one process with the vault', async function () {
    if (!('setDefaultCACertificates' in tls)) this.skip();
    const { status, stdout } = await runNode(
      [MOCHA, '--no-config', '--reporter', 'json', join(EXAMPLES, 'testing/greeting.test.js')],
      { cwd: ROOT },
    );
    expect(status).to.equal(0);
    expect(JSON.parse(stdout).stats).to.include({ passes: 2, failures: 0 });
  });

  it('of a chain of its own parts pass over a backend that is broken', async () => {
    expect(await run('own-chain.js')).to.deep.equal(
      printed('from the test', 'broken failed UNAVAILABLE', 'memory found '),
    );
  });

  it('of tracing tell of each read and of no value', async () => {
    expect(await run('tracing.js', { AIRFLOW_VAR_HELLO: 'a value' })).to.deep.equal(
      printed("variable hello found [ 'env: found' ]", "variable nothing missing [ 'env: missing' ]"),
    );
  });

  it('of the container give the graph of a config, and one of modules', async () => {
    expect(await run('container.js', { AIRFLOW_VAR_HELLO: 'world' })).to.deep.equal(printed('world'));
    const cwd = join(EXAMPLES, 'config');
    expect(await run('container-in-code.js', {}, cwd)).to.deep.equal(printed('file'));
    const chest = join(EXAMPLES, 'custom-backend');
    expect(await run('container-in-code.js', {}, chest)).to.deep.equal(printed('mine'));
  });

  it('of a backend named by its path answer on the command line', async () => {
    const cwd = join(EXAMPLES, 'custom-backend');
    expect(await runNode([CLI, 'get', 'variable', 'hello'], { cwd })).to.deep.equal(printed('world'));
    const { status, stdout } = await runNode([CLI, 'explain', 'variable/../hello'], { cwd });
    expect(status).to.equal(1);
    expect(stdout).to.include('chest: an id here is letters, digits, _ and -');
  });

  describe('of a backend in a package', () => {
    const statuses: Readonly<Record<string, number>> = { '/variable/denied': 403, '/variable/nothing': 404 };
    const server = createServer((request, response) => {
      const status =
        request.headers.authorization === 'Bearer right' ? (statuses[request.url ?? ''] ?? 200) : 401;
      response.writeHead(status).end(status === 200 ? `the value of ${request.url}` : 'no');
    });
    const get = (id: string, env: NodeJS.ProcessEnv = {}) => {
      const LOCKBOX_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return runNode([CLI, 'get', 'variable', id], {
        cwd: join(EXAMPLES, 'backend-package'),
        env: { LOCKBOX_URL, LOCKBOX_TOKEN: 'right', ...env },
      });
    };

    before(async () => {
      await once(server.listen(0, '127.0.0.1'), 'listening');
    });
    after(async () => {
      await once(server.close(), 'close');
    });

    it('find what is there', async () => {
      expect(await get('a/b')).to.deep.equal(printed('the value of /variable/a%2Fb'));
    });

    it('tell missing, denied, unauthenticated and unreachable apart', async () => {
      const told = async (id: string, env: NodeJS.ProcessEnv = {}) => {
        const { status, stderr } = await get(id, env);
        return [status, stderr.split('. ')[0]];
      };
      expect(await told('nothing')).to.deep.equal([
        1,
        'chatelaine: variable/nothing was not found (@acme/lockbox: nothing under "/variable/nothing")',
      ]);
      expect(await told('denied')).to.deep.equal([
        3,
        'chatelaine: @acme/lockbox: the read of "/variable/denied" was denied',
      ]);
      expect(await told('hello', { LOCKBOX_TOKEN: 'wrong' })).to.deep.equal([
        3,
        'chatelaine: @acme/lockbox: the read of "/variable/hello" was refused with this token',
      ]);
      expect(await told('hello', { LOCKBOX_URL: 'http://127.0.0.1:2' })).to.deep.equal([
        3,
        'chatelaine: @acme/lockbox: the read of "/variable/hello" did not reach the lockbox (ECONNREFUSED)',
      ]);
    });

    it('ask for no path but their own', async () => {
      const { status, stderr } = await get('..');
      expect(status).to.equal(1);
      expect(stderr).to.include('@acme/lockbox: not here, an id here is whole text other than "." and ".."');
    });

    it('check their options', async () => {
      const { status, stderr } = await get('hello', { LOCKBOX_URL: 'no address' });
      expect({ status, stderr }).to.deep.equal({
        status: 2,
        stderr:
          'chatelaine: chatelaine.yaml:4:7: backends[0].options.url, which comes from ${env:LOCKBOX_URL}, is not valid. ' +
          'Expected: the address of the lockbox.\n',
      });
    });
  });
});
