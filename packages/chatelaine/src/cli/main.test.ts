import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const BIN = fileURLToPath(new URL('../../bin/chatelaine.js', import.meta.url));

describe('The chatelaine program', function () {
  this.timeout(30_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-cli-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('reads the environment when there is no config', async () => {
    expect(await chatelaine('get variable hello', { AIRFLOW_VAR_HELLO: 'world' })).to.deep.equal({
      status: 0,
      stdout: 'world\n',
      stderr: '',
    });
  });

  it('reads the config of the working directory, and explains', async () => {
    await writeFile(
      join(folder, 'chatelaine.yaml'),
      'backends: [env, { provider: file, options: { path: ./secrets.yaml } }]\n',
    );
    await writeFile(
      join(folder, 'secrets.yaml'),
      'connections:\n  mail: smtp://ann:s3cr3t-pass@mail.example:587\n',
    );
    const found = { status: 0, stderr: '' };
    expect(await chatelaine('get connection mail --field password')).to.deep.equal({
      ...found,
      stdout: 's3cr3t-pass\n',
    });
    const { stdout, ...rest } = await chatelaine('explain connection/mail');
    expect(rest).to.deep.equal(found);
    expect(stdout.replaceAll(/\d+$/gm, 'N').split('\n')).to.deep.equal([
      'connection/mail: found in file under "path#connections.mail"',
      '',
      'backend  asked for              outcome  ms',
      'env      AIRFLOW_CONN_MAIL      missing  N',
      'file     path#connections.mail  found    N',
      '',
    ]);
    expect(await chatelaine('check')).to.deep.equal({
      ...found,
      stdout: `config: chatelaine.yaml\nfolder: ${folder}\n\nenv   env   created\nfile  file  created\n`,
    });
  });

  it('leaves the last known good file to the application', async () => {
    await writeFile(
      join(folder, 'chatelaine.yaml'),
      'backends: [./vault.mjs]\nlastKnownGood: { path: ./known-good, keyEnv: KNOWN_GOOD_KEY }\n',
    );
    await writeFile(
      join(folder, 'vault.mjs'),
      `const find = async ({ id }) => ({ value: 'world', name: id });
       export const provider = { name: 'vault', create: (_options, { name }) => ({ name, find }) };`,
    );
    const env = { KNOWN_GOOD_KEY: randomBytes(32).toString('base64') };
    const { status, stdout } = await chatelaine('get variable hello', env);
    expect({ status, stdout }).to.deep.equal({ status: 0, stdout: 'world\n' });
    expect(existsSync(join(folder, 'known-good'))).to.equal(false);
  });

  it('exits 1 for what is not there', async () => {
    const { status, stdout, stderr } = await chatelaine('get variable hello');
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
    expect(stderr).to.match(
      /^chatelaine: variable\/hello was not found \(env: nothing under "AIRFLOW_VAR_HELLO"\)\. /,
    );
  });

  it('exits 2 for a config that is wrong, and says where', async () => {
    await writeFile(join(folder, 'chatelaine.yaml'), 'backends:\n  - provider: azure-key-valt\n');
    for (const argv of ['get variable hello', 'explain variable/hello', 'check --quiet']) {
      const { status, stdout, stderr } = await chatelaine(argv);
      expect({ status, stdout }, argv).to.deep.equal({ status: 2, stdout: '' });
      expect(stderr, argv).to.match(/^chatelaine: chatelaine\.yaml:2:.+"azure-key-vault"/);
    }
  });

  it('says of airflow.cfg that there is no metastore here', async () => {
    await writeFile(
      join(folder, 'airflow.cfg'),
      '[secrets]\nbackend = airflow.secrets.environment_variables.EnvironmentVariablesBackend\n',
    );
    const { status, stdout } = await chatelaine('check --config airflow.cfg');
    expect(status).to.equal(0);
    expect(stdout).to.contain('\nThere is no metastore here: ');
  });

  it('is quiet when its reader went away', async () => {
    const child = started('get variable hello', { AIRFLOW_VAR_HELLO: 'world' });
    child.stdout.destroy();
    expect(await ended(child)).to.include({ status: 0, stderr: '' });
  });

  it('ends its wait when it is interrupted', async () => {
    await backend('console.error("asked"); return new Promise(() => setInterval(() => {}, 1000));');
    const child = started('get variable hello');
    child.stderr.once('data', () => child.kill('SIGINT'));
    expect(await ended(child)).to.deep.equal({
      status: 130,
      stdout: '',
      stderr: 'asked\nchatelaine: interrupted.\n',
    });
  });

  it('does not wait for what a backend left open', async () => {
    await backend('setInterval(() => {}, 1000); return { value: "world", name: "n" };');
    expect(await chatelaine('get variable hello')).to.deep.equal({
      status: 0,
      stdout: 'world\n',
      stderr: '',
    });
  });

  it('prints nothing of what a backend throws behind its back', async () => {
    await backend(
      'Promise.reject(new Error("s3cr3t-pass")); return new Promise(() => setInterval(() => {}, 1000));',
    );
    expect(await chatelaine('get variable hello')).to.deep.equal({
      status: 3,
      stdout: '',
      stderr:
        'chatelaine: failed with an unexpected Error. This is a bug in Chatelaine or in a backend: report it with the command that you ran, and what --trace adds.\n',
    });
  });

  it('says that there is no config, in answer to get, explain and check', async () => {
    await writeFile(join(folder, 'airflow.cfg'), '');
    await mkdir(join(folder, '.git'));
    const note = new RegExp(
      `No config file was found from ${folder} upwards; name one with CHATELAINE_CONFIG. airflow.cfg is there and not used`,
    );
    expect((await chatelaine('get variable hello')).stderr).to.match(note);
    for (const argv of ['explain variable/hello', 'check', 'explain variable/hello --json', 'check --json'])
      expect((await chatelaine(argv)).stdout, argv).to.match(note);
  });

  it('names on request what an unexplained failure was caused by, without its message', async () => {
    await backend('throw new TypeError("s3cr3t-pass");');
    const { status, stdout, stderr } = await chatelaine('--trace get variable hello --json');
    expect(status).to.equal(3);
    expect(JSON.parse(stdout).error).to.include({ code: 'INTERNAL', backend: 'own' });
    expect(stderr).to.match(/\nchatelaine: caused by TypeError\nchatelaine: {5}at .+own\.mjs:1:\d+\)?\n/);
    expect(stdout + stderr).to.not.include('s3cr3t');
  });

  async function backend(find: string): Promise<void> {
    await writeFile(join(folder, 'chatelaine.json'), '{ "backends": ["./own.mjs"] }');
    const create = `() => ({ name: 'own', async find() { ${find} } })`;
    await writeFile(join(folder, 'own.mjs'), `export const provider = { name: 'own', create: ${create} };`);
  }

  function started(argv: string, env: NodeJS.ProcessEnv = {}) {
    return spawn(process.execPath, [BIN, ...argv.split(' ')], {
      cwd: folder,
      env: { HOME: folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // One that does not end by itself fails its test instead of keeping all of them.
      timeout: 20_000,
    });
  }

  const chatelaine = (argv: string, env?: NodeJS.ProcessEnv) => ended(started(argv, env));
});

function ended(
  child: ReturnType<typeof spawn>,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
