import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { FoundSecret, SecretKind, SecretsBackend } from '@chatelaine/core';
import { createBackend, SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { type FileOptions, file, provider } from './index.js';

const NEVER_ABORTED = { signal: new AbortController().signal };
const ALL_KINDS = `
variables:
  hello: World
  empty: ''
  list: [1, 2.50, {a: b}]
connections:
  smtp_default: smtp://me:hunter22@mail:25
  other: { conn_type: http, host: h, port: 80, extra_dejson: { a: [1] } }
configs:
  sql_alchemy_conn: sqlite://
secrets:
  db-password: hunter22
`;

describe('FileBackend', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-file-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function backendOf(
    name: string,
    content: string | Uint8Array,
    option: keyof FileOptions = 'path',
  ): Promise<SecretsBackend> {
    await writeFile(join(folder, name), content);
    return file({ [option]: name }, { directory: folder });
  }

  it('reads a file of all kinds, relative to the folder of its context', async () => {
    const backend = await backendOf('all.yaml', ALL_KINDS);
    expect(await ask(backend, 'variable', 'hello')).to.deep.equal({
      value: 'World',
      name: 'path#variables.hello',
    });
    expect(await textOf(backend, 'variable', 'empty')).to.equal('');
    expect(await textOf(backend, 'connection', 'smtp_default')).to.equal('smtp://me:hunter22@mail:25');
    expect(await textOf(backend, 'config', 'sql_alchemy_conn')).to.equal('sqlite://');
    expect(await textOf(backend, 'secret', 'db-password')).to.equal('hunter22');
  });

  it('gives what is no string as JSON, with numbers as they were written', async () => {
    const backend = await backendOf('all.yaml', ALL_KINDS);
    expect(await textOf(backend, 'variable', 'list')).to.equal('[1,2.50,{"a":"b"}]');
    const connection = '{"conn_type":"http","host":"h","port":80,"extra":{"a":[1]}}';
    expect(await textOf(backend, 'connection', 'other')).to.equal(connection);
  });

  it('takes a key without a value for a missing one, as Airflow does, and never for the text "null"', async () => {
    const backend = await backendOf(
      'all.yaml',
      'variables: { a: null }\nsecrets:\n  b:\nconnections: { c: null }',
    );
    expect(await ask(backend, 'variable', 'a')).to.equal(undefined);
    expect(await ask(backend, 'secret', 'b')).to.equal(undefined);
    expect((await caught(ask(backend, 'connection', 'c'))).message).to.contain(
      'a connection is a URI or an object',
    );
  });

  it('reads the same from JSON', async () => {
    const backend = await backendOf(
      'all.JSON',
      '{"variables": {"10": "a", "hello": "World"}, "secrets": null}',
    );
    expect(await textOf(backend, 'variable', 'hello')).to.equal('World');
    expect(await textOf(backend, 'secret', 'x')).to.equal(undefined);
  });

  it("reads an .env file of all kinds by the environment's names", async () => {
    const backend = await backendOf(
      '.env',
      'AIRFLOW_VAR_HELLO=World\nAIRFLOW_CONN_A_B=http://h\nDB_PASSWORD=x=y\nmine=z\n',
    );
    expect(await textOf(backend, 'variable', 'hello')).to.equal('World');
    expect(await textOf(backend, 'connection', 'a_b')).to.equal('http://h');
    expect(await textOf(backend, 'secret', 'db-password')).to.equal('x=y');
    expect(await textOf(backend, 'secret', 'mine')).to.equal('z');
    expect(backend.locate?.({ kind: 'config', id: 'x' })).to.have.property('notHere');
    expect(backend.locate?.({ kind: 'secret', id: 'a-b' })).to.deep.equal({
      names: ['path#a-b', 'path#A_B'],
    });
  });

  it('reads a file for one kind and says that the others are not here', async () => {
    const backend = await backendOf('vars.yml', 'hello: World', 'variables');
    expect(await ask(backend, 'variable', 'hello')).to.deep.equal({
      value: 'World',
      name: 'variables#hello',
    });
    expect(await ask(backend, 'variable', 'HELLO')).to.equal(undefined);
    expect(await ask(backend, 'connection', 'hello')).to.equal(undefined);
    expect(backend.locate?.({ kind: 'connection', id: 'hello' })).to.deep.equal({
      notHere: 'the options name no file that holds connections',
    });
  });

  it('reads the file again when it has changed, and when it was replaced', async () => {
    const backend = await backendOf('vars.env', 'a=1', 'variables');
    expect(await textOf(backend, 'variable', 'a')).to.equal('1');
    await writeFile(join(folder, 'vars.env'), 'a=22');
    expect(await textOf(backend, 'variable', 'a')).to.equal('22');
    await writeFile(join(folder, 'new.env'), 'a=33');
    await rename(join(folder, 'new.env'), join(folder, 'vars.env'));
    expect(await textOf(backend, 'variable', 'a')).to.equal('33');
  });

  it('finds a file that comes later', async () => {
    const backend = file({ path: 'late.json' }, { directory: folder });
    const error = await caught(ask(backend, 'secret', 'a'));
    expect(error.code).to.equal('INVALID_CONFIG');
    expect(error.message).to.match(/^file: the file of option "path" does not exist\. Check the path/);
    await writeFile(join(folder, 'late.json'), '{"secrets": {"a": "b"}}');
    expect(await textOf(backend, 'secret', 'a')).to.equal('b');
  });

  it('never takes what is no regular file for a file without entries', async () => {
    const error = await caught(ask(file({ path: `${folder}/x.env/..env` }), 'secret', 'a'));
    expect(error.code).to.equal('INVALID_CONFIG');
    const nul = await caught(ask(file({ path: 'a\0.env' }), 'secret', 'a'));
    expect(nul.code).to.equal('INVALID_CONFIG');
  });

  it('tells option, line and key of a bad entry, and gives the others', async () => {
    const backend = await backendOf(
      'c.yaml',
      'good: http://h\nbad:\n  host: h\n  pasword: hunter22\nuri: http://h:hunter22',
      'connections',
    );
    expect(await textOf(backend, 'connection', 'good')).to.equal('http://h');
    expect((await caught(ask(backend, 'connection', 'bad'))).message).to.equal(
      'file: the file of option "connections", line 4, column 3, key "bad": "pasword" is no field of a connection. Did you mean "password"?',
    );
    const error = await caught(ask(backend, 'connection', 'uri'));
    expect(error.code).to.equal('INVALID_VALUE');
    expect(error.message).to.match(
      /^file: the file of option "connections", line 5, column 1, key "uri": the connection cannot be read\. /,
    );
    expect(await ask(backend, 'connection', 'missing')).to.equal(undefined);
  });

  it('refuses a key that is there twice, in every format', async () => {
    for (const [name, content] of [
      ['a.env', 'x=1\nx=2\ny=3'],
      ['a.json', '{"x": "1",\n"x": "2", "y": "3"}'],
      ['a.yaml', 'x: 1\nx: 2\ny: 3'],
    ] as const) {
      const backend = await backendOf(name, content, 'secrets');
      expect(await textOf(backend, 'secret', 'y')).to.equal('3');
      const error = await caught(ask(backend, 'secret', 'x'));
      expect(error.message)
        .to.contain('option "secrets", line 2')
        .and.to.contain('key "x": it is there twice');
    }
  });

  it('does not call a secret missing while a line of the file cannot be read', async () => {
    const backend = await backendOf('a.env', 'good=1\nDB: hunter22\nempty=', 'secrets');
    expect(await textOf(backend, 'secret', 'good')).to.equal('1');
    expect((await caught(ask(backend, 'secret', 'DB'))).message).to.equal(
      'file: the file of option "secrets", line 2: the line has no "=". Write KEY=VALUE, or # before a comment.',
    );
    expect((await caught(ask(backend, 'secret', 'empty'))).message).to.contain(', line 3, key "empty"');
  });

  it('tells a mistyped name of a kind, and does not call a secret missing because of it', async () => {
    const backend = await backendOf('all.yaml', 'conections:\n  a: http://h\nsecrets:\n  b: c');
    expect(await textOf(backend, 'secret', 'b')).to.equal('c');
    expect((await caught(ask(backend, 'connection', 'a'))).message).to.equal(
      'file: the file of option "path", line 1, column 1: "conections" is not known at the top of the file. Did you mean "connections"?',
    );
    await writeFile(join(folder, 'all.yaml'), 'secrets: [a]');
    expect((await caught(ask(backend, 'secret', 'b'))).message).to.contain('"secrets" holds no keys');
  });

  it('explains the byte-order mark before a key that is not found', async () => {
    const backend = await backendOf('a.env', '\ufeffa=1', 'secrets');
    expect((await caught(ask(backend, 'secret', 'a'))).message).to.contain('byte-order mark');
  });

  it('tells where a file cannot be parsed, and reads it once it is mended', async () => {
    const backend = await backendOf('a.yaml', 'a: b\nc: "hunter22\n', 'secrets');
    const error = await caught(ask(backend, 'secret', 'a'));
    expect(error.code).to.equal('INVALID_VALUE');
    expect(error.message).to.match(/^file: the file of option "secrets", line [23], column \d+: /);
    await writeFile(join(folder, 'a.yaml'), 'a: b');
    expect(await textOf(backend, 'secret', 'a')).to.equal('b');
  });

  it('never shows a part of a file in an error', async () => {
    const broken = [
      ['a.json', '{"a": "hunter22'],
      ['b.json', '{"a": hunter22}'],
      ['c.json', 'hunter22'],
      ['a.yaml', 'a: "hunter22'],
      ['b.yaml', 'a: hunter22: b'],
      ['c.yaml', '? [hunter22]\n: b'],
      ['d.yaml', 'a: *hunter22'],
      ['e.yaml', 'a: !hunter22 b'],
      ['f.yaml', '- hunter22'],
      ['a.env', 'hunter22'],
    ] as const;
    for (const [name, content] of broken) {
      const error = await caught(ask(await backendOf(name, content, 'connections'), 'connection', 'a'));
      expect(error.code, content).to.equal('INVALID_VALUE');
      expect([error.message, error.stack, JSON.stringify(error)].join(), content).not.to.contain('hunter22');
    }
  });

  it('never names a key that is not near a known one, because it may be a secret on the wrong line', async () => {
    for (const [content, option] of [
      ['hunter22: 1', 'path'],
      ['a: { hunter22: 1 }', 'connections'],
    ] as const) {
      const { message } = await caught(ask(await backendOf('a.yaml', content, option), 'connection', 'a'));
      expect(message).to.contain(': a key is no').and.to.contain('Known here: ');
      expect(message).not.to.contain('hunter22');
    }
  });

  it('never shows the path of a file, which may have been expanded from a secret', async () => {
    const path = 'hunter22.yaml';
    const ref = { kind: 'secret', id: 'a' } as const;
    for (const [option, content] of [
      ['path', 'secrets: { a: b }'],
      ['secrets', 'a: b'],
    ] as const) {
      const backend = file({ [option]: path }, { directory: folder });
      const absent = await caught(backend.find(ref, NEVER_ABORTED));
      await writeFile(join(folder, path), 'a: [');
      const broken = await caught(backend.find(ref, NEVER_ABORTED));
      await writeFile(join(folder, path), content);
      const found = await backend.find(ref, NEVER_ABORTED);
      await rm(join(folder, path));
      expect(found).to.have.property('value', 'b');
      expect(inspect([absent, broken, found, backend.locate?.(ref)], { depth: 9 })).not.to.contain(
        'hunter22',
      );
    }
  });

  it('refuses text that is not UTF-8, with the line', async () => {
    const backend = await backendOf('a.env', new Uint8Array([0x61, 0x3d, 0x62, 0x0a, 0xff]), 'secrets');
    expect((await caught(ask(backend, 'secret', 'a'))).message).to.contain(
      'option "secrets", line 2: the text is not UTF-8',
    );
  });

  it('is checked by reading every file', async () => {
    await (await backendOf('a.json', '{}', 'secrets')).probe?.(NEVER_ABORTED);
    expect((await caught((await backendOf('b.env', 'x', 'secrets')).probe?.(NEVER_ABORTED))).code).to.equal(
      'INVALID_VALUE',
    );
    expect(
      (await caught(file({ path: 'no.env' }, { directory: folder }).probe?.(NEVER_ABORTED))).code,
    ).to.equal('INVALID_CONFIG');
  });
});

describe('the options of file', () => {
  it('know four extensions', () => {
    for (const path of ['a.toml', 'a', 'a.env.bak', 'env']) {
      expect(() => file({ connections: path })).to.throw(
        SecretsError,
        'file: option "connections" names a file of no known format. The name of the file ends in .env, .json, .yaml, .yml.',
      );
    }
  });

  it('are either a path or a file for each kind', () => {
    expect(() => file({ path: 'a.env', secrets: 'b.env' })).to.throw(
      SecretsError,
      /"secrets" is set beside "path"/,
    );
    expect(() => file({ paht: 'a.env' } as FileOptions)).to.throw(SecretsError, /Did you mean "path"\?/);
  });

  it('name at least one file', () => {
    for (const options of [{}, { path: undefined }, undefined as unknown as object]) {
      expect(() => file(options))
        .to.throw(SecretsError, 'no file is named. Give "path", or one of "variables"')
        .with.property('code', 'INVALID_CONFIG');
    }
  });

  it('may name none on purpose, as Airflow does without a keyword, and then nothing is here', async () => {
    for (const options of [{ variables: null }, provider.airflow?.options?.({})]) {
      const backend = createBackend(provider, options);
      expect(await ask(backend, 'variable', 'a')).to.equal(undefined);
      expect(backend.locate?.({ kind: 'variable', id: 'a' })).to.have.property('notHere');
    }
  });

  it("are made from Airflow's keywords", () => {
    const kwargs = { variables_file_path: 'v.json', connections_file_path: 'c.env', configs_file_path: '' };
    expect(provider.airflow?.options?.(kwargs)).to.deep.equal({
      variables: 'v.json',
      connections: 'c.env',
      configs: null,
    });
    const mistyped = provider.airflow?.options?.({ variable_file_path: 'v.json' });
    expect(() => createBackend(provider, mistyped)).to.throw(
      SecretsError,
      /an option is not known\. Known here: path, variables,/,
    );
  });
});

function ask(backend: SecretsBackend, kind: SecretKind, id: string): Promise<FoundSecret | undefined> {
  return backend.find({ kind, id }, NEVER_ABORTED);
}

async function textOf(backend: SecretsBackend, kind: SecretKind, id: string): Promise<unknown> {
  return (await ask(backend, kind, id))?.value;
}

async function caught(promise: Promise<unknown> | undefined): Promise<SecretsError> {
  try {
    await promise;
  } catch (error) {
    if (SecretsError.is(error)) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}
