import type { ConnectionFields } from '../connection/connection-fields.js';
import { SecretsError } from '../errors.js';
import type { JsonValue } from '../json.js';
import { invalidExtra } from './invalid-extra.js';

const SETTINGS: ReadonlySet<string> = new Set([
  ...['stream', 'cert', 'proxies', 'proxy', 'timeout', 'verify', 'verify_ssl', 'allow_redirects'],
  ...['max_redirects', 'trust_env', 'check_response', 'auth_type', 'auth_kwargs', 'srv'],
]);
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The headers that every request carries: the extra's own, and Authorization from login and password. */
export function httpHeaders(fields: ConnectionFields): Readonly<Record<string, string>> {
  const entries = Object.entries(fields.extra ?? {})
    .filter(([name, value]) => !SETTINGS.has(name) && value !== null)
    .map(([name, value]) => [name, headerValue(name, value)] as const);
  const authorization = basic(fields);
  if (authorization === undefined) return Object.fromEntries(entries);
  const second = entries.find(([name]) => name.toLowerCase() === 'authorization');
  if (second === undefined) return Object.fromEntries([...entries, ['authorization', authorization]]);
  throw invalidExtra(
    second[0],
    'stands beside a login, and a request has one Authorization.',
    'Keep one of them.',
  );
}

function headerValue(name: string, value: JsonValue): string {
  if (!NAME.test(name)) {
    throw new SecretsError('INVALID_VALUE', 'A key of the extra is no name of a header.', {
      hint: 'Every key is sent as a header: use letters, digits and "-".',
      field: ['extra'],
    });
  }
  const text = typeof value === 'object' ? undefined : String(value);
  if (text !== undefined && VALUE.test(text)) return text;
  throw invalidExtra(
    name,
    'cannot be sent as a header.',
    'Write a text of printable Latin-1 characters without line ends.',
  );
}

function basic({ login = '', password = '' }: ConnectionFields): string | undefined {
  if (login === '' && password === '') return undefined;
  if (login.includes(':')) {
    throw new SecretsError(
      'INVALID_VALUE',
      'The login of the connection holds a ":", which Basic cannot carry.',
      {
        hint: 'Use a login without ":", or set the header Authorization in the extra.',
      },
    );
  }
  const bytes = new TextEncoder().encode(`${login}:${password}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
