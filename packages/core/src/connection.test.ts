import { inspect } from 'node:util';
import { expect } from 'chai';
import { parseConnection } from './connection/parse-connection.js';
import { Connection } from './connection.js';
import type { Origin } from './secret.js';
import { Secret } from './secret.js';
import { caught } from './test-kit/caught.js';
import { ref } from './test-kit/fake-backend.js';
import { PRINTERS } from './test-kit/printers.js';

const PASSWORD = 'kX7-password-zQ9';
const EXTRA = 'kX7-extra-zQ9';
const URI = `Postgres://ada:${PASSWORD}@db.example:5432/sales?sslmode=require&token=${EXTRA}`;
const ORIGIN: Origin = { backend: 'prod', name: 'airflow-connections-db', fetchedAt: 0, stale: false };
const connectionOf = (text: string): Connection =>
  new Connection(parseConnection(text), ref('connection', 'db'), ORIGIN);

describe('A connection', () => {
  for (const [printer, print] of PRINTERS) {
    it(`prints neither password nor extra through ${printer}`, () => {
      expect(print(connectionOf(URI))).not.to.match(/kX7|zQ9/);
    });
  }

  for (const part of ['password', 'extra', 'uri', 'json'] as const) {
    for (const [printer, print] of PRINTERS) {
      it(`does not print its ${part} through ${printer}`, () => {
        expect(print(secretPartOf(connectionOf(URI), part))).not.to.match(/kX7|zQ9/);
      });
    }
  }

  it('prints what it is, and says of each part which one it is', () => {
    const connection = connectionOf(URI);
    for (const printed of [`${connection}`, inspect(connection), JSON.parse(JSON.stringify(connection))]) {
      expect(printed).to.equal('[secret connection/db]');
    }
    expect(`${connection.password}`).to.equal('[secret connection/db password]');
    expect(`${connection.extra}`).to.equal('[secret connection/db extra]');
    expect(`${connection.toUri()}`).to.equal('[secret connection/db uri]');
    expect(`${connection.toJson()}`).to.equal('[secret connection/db json]');
  });

  it('has what is no secret as plain properties', () => {
    expect(connectionOf(URI)).to.include({
      id: 'db',
      type: 'postgres',
      host: 'db.example',
      port: 5432,
      login: 'ada',
      schema: 'sales',
      description: undefined,
      origin: ORIGIN,
    });
    expect(connectionOf('{"description": "the sales"}').description).to.equal('the sales');
  });

  it('has several hosts as a plain property where the strict reading found them', () => {
    const parsed = parseConnection('x://h1:1,h2', { reading: 'strict' });
    const connection = new Connection(parsed, ref('connection', 'db'), ORIGIN);
    expect(connection.hosts).to.deep.equal([{ host: 'h1', port: 1 }, { host: 'h2' }]);
    expect(connection).to.include({ host: 'h1', port: 1 });
    expect(connectionOf(URI).hosts).to.equal(undefined);
  });

  it('has its password and its extra as secrets', () => {
    const { password, extra } = connectionOf(URI);
    expect(password?.reveal()).to.equal(PASSWORD);
    expect(extra?.json()).to.deep.equal({ sslmode: 'require', token: EXTRA });
    expect([password?.origin, extra?.origin]).to.deep.equal([ORIGIN, ORIGIN]);
  });

  it('tells an absent password from an empty one', () => {
    expect(connectionOf('x://u@h').password).to.equal(undefined);
    expect(connectionOf('x://u:@h').password?.reveal()).to.equal('');
    expect(connectionOf('x://u@h').extra).to.equal(undefined);
    expect(connectionOf('{"extra": "{}"}').extra?.reveal()).to.equal('{}');
  });

  it('reveals all fields at once, in the clear and frozen', () => {
    const fields = connectionOf(URI).reveal();
    expect(fields).to.deep.equal({
      type: 'postgres',
      host: 'db.example',
      port: 5432,
      login: 'ada',
      password: PASSWORD,
      schema: 'sales',
      extra: { sslmode: 'require', token: EXTRA },
    });
    expect([fields, fields.extra].every(Object.isFrozen)).to.equal(true);
  });

  it('is written as a URI and as JSON in which Airflow reads the same connection', () => {
    const connection = connectionOf(URI);
    expect(connection.toUri().reveal()).to.equal(URI.replace('Postgres', 'postgres'));
    expect(connectionOf(connection.toJson().reveal()).reveal()).to.deep.equal(connection.reveal());
    expect(connection.toUri().origin).to.equal(ORIGIN);
  });

  it('says what a URI cannot carry without showing it', async () => {
    const error = await caught(() => connectionOf(`{"description": "${EXTRA}"}`).toUri());
    expect(error.code).to.equal('INVALID_VALUE');
    expect(inspect(error, { showHidden: true, depth: 9 })).not.to.match(/kX7|zQ9/);
  });

  it('lists what the reading of Airflow lost', () => {
    expect(connectionOf(URI).losses).to.deep.equal([]);
    expect(connectionOf('x://h/db#frag').losses.map(({ kind }) => kind)).to.deep.equal(['fragment-dropped']);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(connectionOf(URI))).to.equal(true);
  });
});

function secretPartOf(connection: Connection, part: 'password' | 'extra' | 'uri' | 'json'): Secret {
  const parts = {
    password: () => connection.password,
    extra: () => connection.extra,
    uri: () => connection.toUri(),
    json: () => connection.toJson(),
  };
  const secret = parts[part]();
  expect(secret).to.be.instanceOf(Secret);
  return secret as Secret;
}
