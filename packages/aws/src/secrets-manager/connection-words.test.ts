import { parseConnection } from '@chatelaine/core/connection';
import { expect } from 'chai';
import { type ConnectionWords, withOwnKeys } from './connection-words.js';

describe("A connection in Airflow's JSON", () => {
  const read = (document: object | string, more: ConnectionWords = {}) => {
    const value = typeof document === 'string' ? document : JSON.stringify(document);
    const found = withOwnKeys({ kind: 'connection', id: 'x' }, { value, name: 'x' }, more);
    return found.value as string;
  };

  it('is read by the words for its parts, as databases of AWS write them', () => {
    const text = read({
      engine: 'postgres',
      username: 'scott',
      password: 'tiger',
      host: 'db.example',
      port: 5432,
      database: 'app',
      dbInstanceIdentifier: 'db-1',
    });
    expect(parseConnection(text).fields).to.deep.equal({
      type: 'postgres',
      host: 'db.example',
      port: 5432,
      login: 'scott',
      password: 'tiger',
      schema: 'app',
    });
  });

  it('knows every word', () => {
    const words: [string, string][] = [
      ['login', 'user'],
      ['login', 'username'],
      ['login', 'user_name'],
      ['password', 'pass'],
      ['password', 'key'],
      ['host', 'remote_host'],
      ['host', 'server'],
      ['schema', 'database'],
      ['conn_type', 'conn_id'],
      ['conn_type', 'connection_type'],
      ['conn_type', 'engine'],
    ];
    for (const [part, word] of words)
      expect(JSON.parse(read({ [word]: 'v' })), word).to.deep.equal({ [part]: 'v' });
  });

  it('takes the first word in the order of the secret', () => {
    expect(JSON.parse(read({ pass: 'one', password: 'two' }))).to.deep.equal({ password: 'one' });
  });

  it('takes more words, where "user" stands for the login', () => {
    const more = { schema: ['dbname'], user: ['principal'] };
    expect(JSON.parse(read({ dbname: 'app', principal: 'scott' }, more))).to.deep.equal({
      login: 'scott',
      schema: 'app',
    });
  });

  it('has numbers with all their digits', () => {
    expect(read('{"user":"x","password":12345678901234567890}', {})).to.include(':12345678901234567890');
  });

  it("is left as it is when its keys are a connection's own, when it is a URI, and when it is no JSON", () => {
    for (const text of [
      '{"conn_type": "http",  "extra": {"a": 1}}',
      '{"uri": "http://x"}',
      'http://u:p@h/',
      '{"a',
      '[1]',
    ])
      expect(read(text)).to.equal(text);
  });

  it('is the only kind that is read so', () => {
    const found = { value: '{"user":"x"}', name: 'x' };
    expect(withOwnKeys({ kind: 'variable', id: 'x' }, found, {})).to.equal(found);
  });
});
