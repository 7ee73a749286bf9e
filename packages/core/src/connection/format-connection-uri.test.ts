import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import type { ConnectionFields } from './connection-fields.js';
import { formatConnectionUri } from './format-connection-uri.js';

describe('A connection written as a URI', () => {
  const written: readonly [fields: ConnectionFields, uri: string][] = [
    [{}, '//'],
    [{ type: '' }, '//'],
    [{ type: 'aws', host: '', schema: '' }, 'aws://'],
    [{ host: 'abc' }, '//abc'],
    [{ type: 'google_cloud_platform' }, 'google-cloud-platform://'],
    [{ type: 'my-type' }, 'my-type://'],
    [{ type: 'postgresql' }, 'postgresql://'],
    [{ type: 'x', login: 'u', password: 'p', host: 'h', port: 1, schema: 's' }, 'x://u:p@h:1/s'],
    [
      { type: 'x', login: 'a b@c:d/e', password: "+%é!*'()~_.-" },
      'x://a%20b%40c%3Ad%2Fe:%2B%25%C3%A9%21%2A%27%28%29~_.-@',
    ],
    [{ type: 'x', login: '' }, 'x://@'],
    [{ type: 'x', password: '' }, 'x://:@'],
    [{ type: 'x', login: 'u', password: '' }, 'x://u:@'],
    [{ type: 'x', port: 0 }, 'x://:0'],
    [{ type: 'x', schema: 'a/b' }, 'x:///a%2Fb'],
    [{ type: 'x', host: 'h', extra: { a: 'b c', 'd&': '=+' } }, 'x://h/?a=b+c&d%26=%3D%2B'],
    [{ type: 'x', schema: 's', extra: { a: '' } }, 'x:///s?a='],
    [{ type: 'x', extra: {} }, 'x:///?__extra__=%7B%7D'],
    [{ type: 'x', extra: { a: 1 } }, 'x:///?__extra__=%7B%22a%22%3A+1%7D'],
    [
      { type: 'x', extra: { a: 'b', c: null } },
      'x:///?__extra__=%7B%22a%22%3A+%22b%22%2C+%22c%22%3A+null%7D',
    ],
    [{ type: 'x', extra: { __extra__: 'x' } }, 'x:///?__extra__=%7B%22__extra__%22%3A+%22x%22%7D'],
    [{ type: 'x', host: 'host.example' }, 'x://host.example'],
    [{ type: 'x', host: 'Host' }, 'x://%48ost'],
    [{ type: 'x', host: 'hoST' }, 'x://ho%53T'],
    [{ type: 'x', host: 'é-Host' }, 'x://%C3%A9-Host'],
    [{ type: 'x', host: 'H é' }, 'x://%48%20%C3%A9'],
    [{ type: 'x', host: 'UP/x' }, 'x://UP%2Fx'],
    [{ type: 'x', host: '::1' }, 'x://%3A%3A1'],
    [{ type: 'http', host: 'https://h', port: 80, login: 'u' }, 'http://https://u@h:80'],
    [{ type: 'http', host: 'https://Host' }, 'http://https://%48ost'],
    [{ type: 'http', host: 'https://h/P' }, 'http://https://h%2FP'],
    [{ type: 'http', host: 'http://h' }, 'http://http%3A%2F%2Fh'],
    [{ type: 'http', host: 'x-http://h' }, 'http://x-http%3A%2F%2Fh'],
    [{ type: 'my_type', host: 'my-type://h' }, 'my-type://my-type%3A%2F%2Fh'],
    [{ type: 'http', host: 'https://' }, 'http://https%3A%2F%2F'],
    [{ type: 'http', host: 'HTTPS://h' }, 'http://HTTPS%3A%2F%2Fh'],
    [{ type: 'http', host: 'a b://h' }, 'http://a%20b%3A%2F%2Fh'],
    [{ type: 'http', host: '://h' }, 'http://%3A%2F%2Fh'],
    [{ type: 'http', host: 'a://b://c' }, 'http://a://b%3A%2F%2Fc'],
    [{ host: 'https://h' }, '//https%3A%2F%2Fh'],
    [{ type: 'x', host: 'a,b' }, 'x://a%2Cb'],
    [{ type: 'x', hosts: [{ host: 'a' }, { host: 'b' }] }, 'x://a,b'],
    [
      {
        type: 'x',
        host: 'a',
        port: 1,
        hosts: [{ host: 'a', port: 1 }, { host: 'b', port: 0 }, { host: 'c' }],
      },
      'x://a:1,b:0,c',
    ],
    [
      {
        type: 'x',
        login: 'u',
        password: ',',
        schema: 's',
        hosts: [{ host: '::1', port: 1 }, { host: 'H,' }],
      },
      'x://u:%2C@%3A%3A1:1,%48%2C/s',
    ],
    [
      { type: 'http', host: 'https://a', hosts: [{ host: 'https://a' }, { host: '/B' }] },
      'http://https%3A%2F%2Fa,%2FB',
    ],
    [{ type: 'x', description: '' }, 'x://'],
  ];
  for (const [fields, uri] of written) {
    it(`is ${uri} for ${JSON.stringify(fields)}`, () => {
      expect(formatConnectionUri(fields)).to.equal(uri);
    });
  }

  const refusals: readonly [fields: ConnectionFields, message: string][] = [
    [
      { description: 'd' },
      'A URI cannot carry the description of a connection. Write the connection as JSON.',
    ],
    [{ type: 'HTTP' }, 'A URI cannot carry the type of the connection. A type in a URI begins'],
    [{ type: 'a b' }, 'A URI cannot carry the type of the connection.'],
    [{ type: '_x' }, 'A URI cannot carry the type of the connection.'],
    [{ type: 'x/' }, 'A URI cannot carry the type of the connection.'],
    [{ type: 'ı' }, 'A URI cannot carry the type of the connection.'],
    [{ port: -1 }, 'The port of the connection is not a whole number from 0 to 65535.'],
    [{ port: 65_536 }, 'The port of the connection is not'],
    [{ port: 1.5 }, 'The port of the connection is not'],
    [{ port: Number.NaN }, 'The port of the connection is not'],
    [{ hosts: [{ host: 'a' }, { host: 'b', port: 65_536 }] }, 'The port of the connection is not'],
    [{ hosts: [] }, 'The hosts of the connection are not several. Write one host as host and port alone.'],
    [{ hosts: [{ host: 'a' }] }, 'The hosts of the connection are not several.'],
    [{ hosts: [{ host: 'a' }, { host: '' }] }, 'One of the hosts of the connection is empty. Leave it out.'],
    [{ hosts: [{ host: '' }, { host: 'a' }] }, 'One of the hosts of the connection is empty.'],
    [
      { host: 'b', hosts: [{ host: 'a' }, { host: 'b' }] },
      'The host or port of the connection is not that of the first of its hosts. Leave host and port out,',
    ],
    [{ host: '', hosts: [{ host: 'a' }, { host: 'b' }] }, 'is not that of the first of its hosts'],
    [{ port: 2, hosts: [{ host: 'a', port: 1 }, { host: 'b' }] }, 'is not that of the first of its hosts'],
    [{ port: 2, hosts: [{ host: 'a' }, { host: 'b' }] }, 'is not that of the first of its hosts'],
    [{ hosts: [{ host: '\ud83d' }, { host: 'b' }] }, 'The host holds half a surrogate pair'],
    [
      { host: '\ud83d' },
      'The host holds half a surrogate pair, which a URI cannot carry. Write the connection as JSON.',
    ],
    [{ login: '\ud83d' }, 'The login holds half a surrogate pair'],
    [{ password: '\ude00' }, 'The password holds half a surrogate pair'],
    [{ schema: '\ud83d' }, 'The schema holds half a surrogate pair'],
    [{ extra: { a: '\ud83d' } }, 'The extra holds half a surrogate pair'],
    [{ extra: { a: Number.NaN } }, 'The extra of the connection holds NaN or Infinity.'],
  ];
  for (const [fields, message] of refusals) {
    it(`is refused for ${JSON.stringify(fields)}: ${message}`, async () => {
      const error = await caught(() => formatConnectionUri(fields));
      expect(error.code).to.equal('INVALID_VALUE');
      expect(error.message).to.contain(message);
      expect(error.cause).to.equal(undefined);
    });
  }
});
