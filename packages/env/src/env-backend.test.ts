import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env, FoundSecret, Location, SecretRef } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { type EnvOptionsInput, env } from './index.js';

const NEVER_ABORTED = { signal: new AbortController().signal };
const variable = (id: string): SecretRef => ({ kind: 'variable', id });
const secret = (id: string): SecretRef => ({ kind: 'secret', id });

function ask(ref: SecretRef, variables: Env, options?: EnvOptionsInput): Promise<FoundSecret | undefined> {
  return env(options, { env: variables }).find(ref, NEVER_ABORTED);
}

async function contentOf(ref: SecretRef, variables: Env, options?: EnvOptionsInput): Promise<unknown> {
  return (await ask(ref, variables, options))?.value;
}

function locate(ref: SecretRef, options?: EnvOptionsInput): Location | undefined {
  return env(options).locate?.(ref);
}

async function caught(promise: Promise<unknown>): Promise<SecretsError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!SecretsError.is(error)) throw new Error('It did not fail with a SecretsError.');
  return error;
}

describe('EnvBackend', () => {
  it('upper-cases the ids of variables and connections and changes nothing else', async () => {
    expect(await ask(variable('a-b.c/d e'), { 'AIRFLOW_VAR_A-B.C/D E': 'v' })).to.deep.equal({
      value: 'v',
      name: 'AIRFLOW_VAR_A-B.C/D E',
    });
    expect(await contentOf({ kind: 'connection', id: 'smtp' }, { AIRFLOW_CONN_SMTP: 'smtp://h' })).to.equal(
      'smtp://h',
    );
  });

  it('reads a raw secret with -, . and / as _', async () => {
    expect(await contentOf(secret('db-pass.word/x'), { DB_PASS_WORD_X: 'v' })).to.equal('v');
  });

  it('puts the prefix of a raw secret before its name as it was written', () => {
    expect(locate(secret('db'), { secretsPrefix: 'app_' })).to.deep.equal({ names: ['app_DB'] });
  });

  it('takes the empty string for a value', async () => {
    expect(await contentOf(variable('empty'), { AIRFLOW_VAR_EMPTY: '' })).to.equal('');
  });

  it('reads the environment when it is asked', async () => {
    const variables: Record<string, string> = {};
    const backend = env({}, { env: variables });
    expect(await backend.find(variable('late'), NEVER_ABORTED)).to.equal(undefined);
    variables.AIRFLOW_VAR_LATE = 'v';
    expect(await backend.find(variable('late'), NEVER_ABORTED)).to.have.property('value', 'v');
  });

  it('never expands a value', async () => {
    expect(await contentOf(secret('a'), { A: '${B}', B: 'v' })).to.equal('${B}');
  });

  it('asks for the team form first and ignores it when it is empty', async () => {
    const ref: SecretRef = { kind: 'variable', id: 'x', team: 'blue' };
    expect(await contentOf(ref, { AIRFLOW_VAR__BLUE___X: 'team', AIRFLOW_VAR_X: 'all' })).to.equal('team');
    expect(await contentOf(ref, { AIRFLOW_VAR__BLUE___X: '', AIRFLOW_VAR_X: 'all' })).to.equal('all');
    expect(await contentOf(ref, { AIRFLOW_VAR__BLUE___X: '' })).to.equal(undefined);
  });

  it('does not give a raw secret to a team, because raw secrets have no team form', () => {
    expect(locate({ kind: 'secret', id: 'x', team: 'blue' })).to.have.property('notHere');
  });

  it('never reads the variable of a team for an id that is written like it, and says why', async () => {
    const variables = {
      AIRFLOW_VAR__ABC___B: 'v',
      AIRFLOW_VAR__ASS___B: 'v',
      AIRFLOW_CONN__ABC___B: 'http://h',
    };
    for (const id of ['_abc___b', '_Abc___b', '_abc___b___c', '_aß___b']) {
      for (const team of [undefined, 'abc', 'other']) {
        for (const kind of ['variable', 'connection'] as const) {
          const ref: SecretRef = { kind, id, ...(team === undefined ? {} : { team }) };
          expect(await ask(ref, variables)).to.equal(undefined);
          expect(locate(ref)).to.have.property('notHere').that.contains('belongs to a team');
        }
      }
    }
    expect(await contentOf({ kind: 'variable', id: 'b', team: 'abc' }, variables)).to.equal('v');
  });

  it('reads an id with underscores that cannot begin with the name of a team', async () => {
    for (const id of ['_ab___x', '_a_b_c___x', 'abc___x', '_abc___', '__abc___x', `_${'a'.repeat(51)}___x`]) {
      expect(await contentOf(variable(id), { [`AIRFLOW_VAR_${id.toUpperCase()}`]: 'v' })).to.equal('v');
    }
  });

  it('does not look up a kind whose prefix is null, which is the default for config values', () => {
    expect(locate({ kind: 'config', id: 'x' })).to.have.property('notHere');
    expect(locate({ kind: 'config', id: 'x' }, { configPrefix: 'CFG_' })).to.deep.equal({ names: ['CFG_X'] });
    expect(locate(variable('x'), { variablesPrefix: null })).to.have.property('notHere');
  });

  for (const id of [
    'path',
    'user',
    'Node-Options',
    'https_proxy',
    'azure.client.secret',
    'ld-preload',
    'aws/x',
  ]) {
    it(`says that the raw secret "${id}" is not here, because that variable is somebody else's`, async () => {
      const name = id.toUpperCase().replaceAll(/[-./]/g, '_');
      expect(await ask(secret(id), { [name]: 'somebody' })).to.equal(undefined);
      expect(locate(secret(id)))
        .to.have.property('notHere')
        .that.contains(name);
      expect(locate(secret(id), { secretsPrefix: 'APP_' })).to.deep.equal({ names: [`APP_${name}`] });
    });
  }

  it("has variables of every name, because their prefix is nobody else's", async () => {
    expect(await contentOf(variable('http_proxy'), { AIRFLOW_VAR_HTTP_PROXY: 'v' })).to.equal('v');
    expect(locate(variable('path'), { variablesPrefix: '' })).to.have.property('notHere');
  });

  it('does not take the address of a Kubernetes service for a secret', async () => {
    expect(await ask(secret('redis-port'), { REDIS_PORT: 'tcp://10.0.0.1:6379' })).to.equal(undefined);
    expect(await ask(secret('redis-port-80-tcp'), { REDIS_PORT_80_TCP: 'tcp://10.0.0.1:80' })).to.equal(
      undefined,
    );
    expect(await contentOf(secret('redis-port'), { REDIS_PORT: '6379' })).to.equal('6379');
    expect(
      await contentOf(
        secret('service-url'),
        { APP_SERVICE_URL: 'tcp://broker:61616' },
        { secretsPrefix: 'APP_' },
      ),
    ).to.equal('tcp://broker:61616');
    const connection: SecretRef = { kind: 'connection', id: 'my_port' };
    expect(await contentOf(connection, { AIRFLOW_CONN_MY_PORT: 'tcp://h' })).to.equal('tcp://h');
  });

  it('says that a name with "=" or NUL cannot be here', () => {
    expect(locate(variable('a=b'))).to.have.property('notHere');
    expect(locate(variable('a\0b'))).to.have.property('notHere');
    expect(locate({ kind: 'variable', id: 'a', team: 'b=c' })).to.have.property('notHere');
  });

  it('finds under every name that it locates', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('variable', 'connection', 'secret'),
        fc.string({ minLength: 1 }),
        async (kind, id) => {
          const ref = { kind, id } as SecretRef;
          const location = locate(ref);
          if (location === undefined || 'notHere' in location) return;
          for (const name of location.names) expect(await contentOf(ref, { [name]: 'v' })).to.equal('v');
        },
      ),
    );
  });

  it('refuses an option that it does not know', () => {
    expect(() => env({ secretPrefix: 'X_' } as EnvOptionsInput)).to.throw(
      SecretsError,
      /"secretPrefix" is not known/,
    );
    expect(() => env({ fileSuffix: '' })).to.throw(SecretsError, /"fileSuffix" is not valid/);
    expect(() => env({ secretsPrefix: 'a=' })).to.throw(SecretsError, /"secretsPrefix" is not valid/);
  });
});

describe('EnvBackend with a fileSuffix', () => {
  let folder = '';
  const options = { fileSuffix: '_FILE' };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-env-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function file(content: string | Uint8Array): Promise<string> {
    const path = join(folder, 'secret');
    await writeFile(path, content);
    return path;
  }

  it('does not read files unless it is asked to', async () => {
    expect(await ask(secret('db'), { DB_FILE: await file('v') })).to.equal(undefined);
  });

  it('reads the file that the variable names, without one newline at its end', async () => {
    expect(await ask(secret('db'), { DB_FILE: await file('a\nb\n\n') }, options)).to.deep.equal({
      value: 'a\nb\n',
      name: 'DB_FILE',
    });
    expect(await contentOf(secret('db'), { DB_FILE: await file('v\r\n') }, options)).to.equal('v');
    expect(await contentOf(secret('db'), { DB_FILE: await file('') }, options)).to.equal('');
  });

  it('locates the file beside the variable', () => {
    expect(locate(secret('db'), options)).to.deep.equal({ names: ['DB', 'DB_FILE'] });
  });

  it("never reads a file that somebody else's variable names", async () => {
    const variables = { SSL_CERT_FILE: await file('v') };
    expect(await ask(secret('ssl-cert'), variables, options)).to.equal(undefined);
    expect(locate(secret('ssl-cert'), options))
      .to.have.property('notHere')
      .that.contains('SSL_CERT_FILE');
    expect(locate(secret('ssl-cert'))).to.deep.equal({ names: ['SSL_CERT'] });
  });

  it('gives bytes that are no text as bytes', async () => {
    const value = await contentOf(
      secret('db'),
      { DB_FILE: await file(new Uint8Array([0xff, 0, 0x0a])) },
      options,
    );
    expect(value).to.be.instanceOf(Uint8Array);
    expect([...(value as Uint8Array)]).to.deep.equal([0xff, 0]);
  });

  it('starts relative paths from the folder of its context', async () => {
    await file('v');
    const backend = env(options, { env: { DB_FILE: 'secret' }, directory: folder });
    expect(await backend.find(secret('db'), NEVER_ABORTED)).to.have.property('value', 'v');
  });

  it('refuses to choose when both are set, even to the empty string', async () => {
    const error = await caught(ask(secret('db'), { DB: '', DB_FILE: await file('v') }, options));
    expect(error.code).to.equal('INVALID_CONFIG');
    expect(error.message).to.equal('env: both DB and DB_FILE are set. Unset one of them.');
  });

  it('never takes a file that it cannot read for a missing secret, and does not print the path', async () => {
    const absent = await caught(ask(secret('db'), { DB_FILE: '/nowhere/hunter22' }, options));
    expect(absent.code).to.equal('INVALID_CONFIG');
    expect(JSON.stringify([absent, absent.message, absent.stack])).not.to.contain('hunter22');
    const nul = await caught(ask(secret('db'), { DB_FILE: 'hunter22\0' }, options));
    expect(nul.code).to.equal('INVALID_CONFIG');
    expect(await caught(ask(secret('db'), { DB_FILE: folder }, options))).to.have.property(
      'code',
      'INVALID_CONFIG',
    );
  });

  it('refuses a file of more than 64 KiB', async () => {
    expect(
      await contentOf(secret('db'), { DB_FILE: await file('x'.repeat(65_536)) }, options),
    ).to.have.length(65_536);
    const error = await caught(ask(secret('db'), { DB_FILE: await file('x'.repeat(65_537)) }, options));
    expect(error.code).to.equal('INVALID_VALUE');
  });
});
