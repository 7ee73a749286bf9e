import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { checkConnectionKeys } from './json-keys.js';

describe('A key that a connection does not have', () => {
  const advice: Readonly<Record<string, readonly string[]>> = {
    'Leave it out: the id is the name under which the connection is kept.': ['conn_id', 'id', 'ID'],
    'Leave it out: a team belongs to the reference.': ['team_name'],
    'Write "extra".': ['extra_dejson', 'extras'],
    'Write "conn_type".': ['type', 'conn-type', 'connType'],
    'Write "host".': ['hostname', 'server'],
    'Write "host"; several hosts stand in a URI only, which may be the value of "uri".': ['hosts', 'Hosts'],
    'Write "login".': ['user', 'username', 'userName'],
    'Write "password".': ['pass', 'passwd'],
    'Write "schema".': ['database', 'db', 'dbname'],
    'Write "uri".': ['url'],
  };
  for (const [what, keys] of Object.entries(advice)) {
    for (const key of keys) {
      it(`is answered by ${what} where it is ${key}`, async () => {
        const error = await caught(() => checkConnectionKeys({ host: 'h', [key]: 'x' }));
        expect(error.message).to.equal(
          `The connection JSON has the unknown key "${key.toLowerCase()}". ${what}`,
        );
      });
    }
  }

  const misspelt: Readonly<Record<string, string>> = {
    Host: 'host',
    ost: 'host',
    hos: 'host',
    hoost: 'host',
    hostx: 'host',
    xhost: 'host',
    hots: 'host',
    ohst: 'host',
    most: 'host',
    hosx: 'host',
    paswsord: 'password',
    descripton: 'description',
    conn_typ: 'conn_type',
    urii: 'uri',
    ur: 'uri',
  };
  for (const [key, known] of Object.entries(misspelt)) {
    it(`is ${known} misspelt where it is ${key}`, async () => {
      const error = await caught(() => checkConnectionKeys({ [key]: 'x' }));
      expect(error.message).to.equal(
        `The connection JSON has the unknown key "${key}". Did you mean "${known}"?`,
      );
    });
  }

  for (const key of ['', 'h', 'ho', 'xxhost', 'hostxx', 'htos_', 'tsoh', 'passXYword', 'kQ7canaryZ9']) {
    it(`is not named where it is ${JSON.stringify(key)}`, async () => {
      const error = await caught(() => checkConnectionKeys({ [key]: 'x' }));
      expect(error.message).to.equal(
        'The connection JSON has an unknown key. A connection has "conn_type", "host", "port", "login", "password", ' +
          '"schema", "extra", "description", "uri"; put anything else into "extra".',
      );
    });
  }

  it('is none of the nine', () => {
    const keys = ['conn_type', 'host', 'port', 'login', 'password', 'schema', 'extra', 'description', 'uri'];
    expect(checkConnectionKeys(Object.fromEntries(keys.map((key) => [key, 'x'])))).to.equal(undefined);
  });
});
