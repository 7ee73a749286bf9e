import { checkFields } from './check-fields.js';
import type { ConnectionFields } from './connection-fields.js';
import { canonicalType, schemeOfType } from './connection-type.js';
import { formatExtra } from './format-extra.js';
import { formatHosts } from './format-hosts.js';
import { invalidConnection } from './invalid-connection.js';
import { percentEncode } from './percent-encode.js';
import { isScheme } from './split-uri.js';

/**
 * Writes a connection as the URI that Airflow writes, such that `parseConnectionUri` gives the same fields again, where
 * absent and empty are one for type, host, schema and description, and for the login beside a password, and a type is
 * given in its canonical form. Throws `INVALID_VALUE` for what a URI cannot carry: a description, a type that is no URL
 * scheme or has upper-case letters, half a surrogate pair, a port that is none, hosts that are not several, an extra that
 * JSON cannot hold. Several hosts are read again in the strict reading only.
 */
export function formatConnectionUri(fields: ConnectionFields): string {
  checkFields(fields);
  const { type = '', login, password, schema = '', extra, description = '' } = fields;
  if (description !== '') {
    throw invalidConnection(
      'A URI cannot carry the description of a connection.',
      'Write the connection as JSON.',
    );
  }
  const scheme = formatType(type);
  const { protocol, hosts } = formatHosts(fields, scheme);
  return [
    scheme === '' ? '//' : `${scheme}://`,
    protocol === '' ? '' : `${protocol}://`,
    formatUserInfo(login, password),
    hosts,
    schema === '' ? '' : `/${percentEncode(schema, 'schema')}`,
    extra === undefined ? '' : `${schema === '' ? '/' : ''}?${formatExtra(extra)}`,
  ].join('');
}

function formatType(type: string): string {
  const scheme = schemeOfType(type);
  if (type === '' || (isScheme(scheme) && canonicalType(scheme) === canonicalType(type))) return scheme;
  throw invalidConnection(
    'A URI cannot carry the type of the connection.',
    'A type in a URI begins with a lower-case letter and holds lower-case letters, digits, "_", "+" and "."; or write the connection as JSON.',
  );
}

function formatUserInfo(login: string | undefined, password: string | undefined): string {
  if (login === undefined && password === undefined) return '';
  const secret = password === undefined ? '' : `:${percentEncode(password, 'password')}`;
  return `${percentEncode(login ?? '', 'login')}${secret}@`;
}
