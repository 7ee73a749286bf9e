import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import type { ConnectionFields } from './connection-fields.js';
import { formatConnectionUri } from './format-connection-uri.js';
import { parseConnection } from './parse-connection.js';

const STRICT = { reading: 'strict' } as const;

describe('Several hosts in a connection URI', () => {
  const readings: readonly [uri: string, hosts: ConnectionFields['hosts']][] = [
    [
      'x://h1:1,h2:2',
      [
        { host: 'h1', port: 1 },
        { host: 'h2', port: 2 },
      ],
    ],
    ['x://h1,h2', [{ host: 'h1' }, { host: 'h2' }]],
    ['x://h1,h2:2', [{ host: 'h1' }, { host: 'h2', port: 2 }]],
    ['x://h1:1,h2', [{ host: 'h1', port: 1 }, { host: 'h2' }]],
    ['x://h1:,h2:0,h3:065535', [{ host: 'h1' }, { host: 'h2', port: 0 }, { host: 'h3', port: 65_535 }]],
    ['x://h,h', [{ host: 'h' }, { host: 'h' }]],
    ['x://u,v:p,w@h1,h2', [{ host: 'h1' }, { host: 'h2' }]],
    ['x://a%2Cb,%48:1', [{ host: 'a,b' }, { host: 'H', port: 1 }]],
    ['x://[::1]:1,[2001:db8::1],h', [{ host: '::1', port: 1 }, { host: '2001:db8::1' }, { host: 'h' }]],
    ['x://h,[fe80::1%25a,b]', [{ host: 'h' }, { host: 'fe80::1%a,b' }]],
    ['x://%2FVar%2Fsock,%2Ftmp:1', [{ host: '/Var/sock' }, { host: '/tmp', port: 1 }]],
    ['http://https://u@h1:1,h2', [{ host: 'https://h1', port: 1 }, { host: 'https://h2' }]],
    ['//h1,h2', [{ host: 'h1' }, { host: 'h2' }]],
    ['{"uri": "x://h1:1,h2"}', [{ host: 'h1', port: 1 }, { host: 'h2' }]],
  ];
  for (const [text, hosts] of readings) {
    it(`are hosts in the strict reading of ${text}, and host and port are the first`, () => {
      const { fields } = parseConnection(text, STRICT);
      const { host, port } = fields;
      expect(fields.hosts).to.deep.equal(hosts);
      expect(port === undefined ? { host } : { host, port }).to.deep.equal(hosts?.[0]);
      expect('port' in fields).to.equal(port !== undefined);
    });
  }

  it('leave the other parts as they are', () => {
    expect(parseConnection('MongoDB://u:p%2C@h1:1,h2:2/db?a=b,c', STRICT)).to.deep.equal({
      fields: {
        ...{ type: 'mongodb', host: 'h1', port: 1, login: 'u', password: 'p,', schema: 'db' },
        hosts: [
          { host: 'h1', port: 1 },
          { host: 'h2', port: 2 },
        ],
        extra: { a: 'b,c' },
      },
      givenType: 'MongoDB',
      losses: [],
    });
  });

  it('are one text in the reading of Airflow where each is without a port, or the last alone has one', () => {
    expect(parseConnection('x://h1,h2/db').fields).to.deep.equal({ type: 'x', host: 'h1,h2', schema: 'db' });
    expect(parseConnection('x://h1,h2:1').fields).to.deep.equal({
      type: 'x',
      host: 'h1,h2',
      port: 1,
      schema: '',
    });
    expect(parseConnection('x://,').fields).to.deep.equal({ type: 'x', host: ',', schema: '' });
  });

  it('are refused where Airflow refuses them, with how to get them', async () => {
    for (const uri of ['x://h1:1,h2:2', 'x://h1,[::1]', 'x://[::1],[::2]', '{"uri": "x://h1:1,h2"}']) {
      expect((await caught(() => parseConnection(uri))).hint).to.equal(
        'It probably names several hosts, which Airflow refuses. To get them as "hosts", read it with reading: "strict", which a config and createSecrets call connections: strict.',
      );
    }
  });

  it('are no hosts where only one is named', () => {
    for (const text of ['x://h:1', 'x://a%2Cb', 'X://h', 'x://[::1]', '{"host": "h1,h2"}']) {
      expect(parseConnection(text, STRICT).fields).not.to.have.property('hosts');
    }
  });

  it('are frozen', () => {
    const { hosts = [] } = parseConnection('x://h1,h2', STRICT).fields;
    expect([hosts, ...hosts].every(Object.isFrozen)).to.equal(true);
    expect(hosts).to.have.length(2);
  });

  const EMPTY = 'The connection URI names several hosts, and one of them is empty.';
  const refusals: readonly [text: string, message: string][] = [
    ['x://h,', `${EMPTY} Write a "," that belongs to a host as %2C.`],
    ['x://,h', EMPTY],
    ['x://a,,b', EMPTY],
    ['x://a,:1', EMPTY],
    [
      'x://h1:1,h2:y',
      'The port of the connection URI at character 13 is not a number. Write the port in digits',
    ],
    ['x://h1:y,h2:2,h3', 'The port of the connection URI at character 8 is not a number.'],
    ['x://h1,h2:y,h3', 'The port of the connection URI at character 11 is not a number.'],
    ['http://https://h1,h2:y,h3', 'The port of the connection URI at character 22 is not a number.'],
    ['x://h1,h2:65536/db', 'The port of the connection URI at character 11 is above 65535.'],
    ['x://h1,h2\t:y', 'The port of the connection URI is not a number.'],
    ['x://u:p,q/ss@h', 'at character 7 is not a number. The password probably contains an unescaped "/"'],
    ['x://h1,h2:p/ss@h', 'at character 11 is not a number. The password probably contains an unescaped "/"'],
    [
      'x://h1,::1',
      'at character 9 is not a number. It is probably an IPv6 address: write it in square brackets.',
    ],
    ['x://h,[x]', 'square brackets that hold no IPv6 address'],
    ['x://h,[::1]x', 'text beside the bracketed host. Only ":" and the port may follow'],
    ['x://h1,H2', 'Upper-case letters of the host were made lower-case.'],
    ['x://h,%ff', 'bytes that are not UTF-8'],
    ['x://h,[fe80::1%2F]', 'The bracketed address holds an encoded "/"'],
  ];
  for (const [text, message] of refusals) {
    it(`are refused in the strict reading of ${JSON.stringify(text)}`, async () => {
      const error = await caught(() => parseConnection(text, STRICT));
      expect(error.code).to.equal('INVALID_VALUE');
      expect(error.message).to.contain(message);
    });
  }

  it('are written as they are read', () => {
    const uri = 'x://u:p@%3A%3A1:1,a%2Cb,%48:0/db';
    expect(formatConnectionUri(parseConnection(uri, STRICT).fields)).to.equal(uri);
  });
});
