import type { ConnectionFields } from '../connection/connection-fields.js';
import { percentEncode } from '../connection/percent-encode.js';
import { SecretsError } from '../errors.js';

type Protocol = 'http' | 'https';

const WITH_PROTOCOL = /^(https?):\/\/(.*)$/is;
const NAME_AND_PORT = /^([^:[\]]+)(?::([0-9]{1,5}))?$/;
const BRACKETED = /^(\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?$/i;
const IPV6 = /^[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*$/i;
const NOT_IN_HOST = /[\s?#@\\\p{Cc}]/u;

/** Puts protocol, host, port and base path together to a URL without a slash at its end. */
export function httpUrl(fields: ConnectionFields, type: Protocol): string {
  const match = WITH_PROTOCOL.exec(fields.host ?? '');
  const protocol = protocolOf(fields, type, match?.[1]?.toLowerCase() as Protocol | undefined);
  const rest = match?.[2] ?? fields.host ?? '';
  if (rest === '') throw invalid('The connection has no host.', 'Write the host that answers.');
  if (NOT_IN_HOST.test(rest)) {
    throw invalid(
      'The host of the connection holds a character that no host has, such as a space, "?", "#" or "@".',
      'Write login and password as fields of their own, and a query where the request is made.',
    );
  }
  const slash = rest.indexOf('/');
  const authority = authorityOf(slash === -1 ? rest : rest.slice(0, slash), fields.port);
  const path = slash === -1 ? '' : rest.slice(slash);
  const url = `${protocol}://${authority}${withoutEndSlash(path)}${withoutEndSlash(basePathOf(fields.schema))}`;
  if (URL.canParse(url)) return url;
  throw invalid('The host and port of the connection make no URL.', 'Write the host as in a browser.');
}

/** The host's own protocol, else the schema's, else the type's; where they contradict, nobody can say which was meant. */
function protocolOf(fields: ConnectionFields, type: Protocol, ofHost: Protocol | undefined): Protocol {
  const ofSchema = asProtocol(fields.schema);
  const said = [ofHost, ofSchema, type === 'https' ? type : undefined].filter((word) => word !== undefined);
  const [first = type] = said;
  if (said.every((word) => word === first)) return first;
  throw invalid(
    'The type, the host and the schema of the connection name both http and https.',
    'Keep the one that is meant, before the host for example.',
  );
}

function asProtocol(schema: string | undefined): Protocol | undefined {
  const lower = schema?.toLowerCase();
  return lower === 'http' || lower === 'https' ? lower : undefined;
}

function authorityOf(text: string, port: number | undefined): string {
  const bracketed = IPV6.test(text) ? `[${text}]` : text;
  const [, host, portInHost] = NAME_AND_PORT.exec(bracketed) ?? BRACKETED.exec(bracketed) ?? [];
  if (host === undefined) {
    throw invalid(
      'The host of the connection is no host name or address.',
      'Write the host as in a browser.',
    );
  }
  const ownPort = portInHost === undefined ? undefined : Number(portInHost);
  const chosen = port === undefined || port === 0 ? ownPort : port;
  if (ownPort !== undefined && ownPort !== chosen) {
    throw invalid('The host of the connection holds a port other than its port.', 'Keep one of them.');
  }
  return chosen === undefined ? host : `${host}:${chosen}`;
}

function basePathOf(schema: string | undefined): string {
  if (schema === undefined || schema === '' || asProtocol(schema) !== undefined) return '';
  const segments = schema.replace(/^\//, '').split('/');
  return `/${segments.map((segment) => percentEncode(segment, 'schema')).join('/')}`;
}

const withoutEndSlash = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path);

const invalid = (problem: string, hint: string): SecretsError =>
  new SecretsError('INVALID_VALUE', problem, { hint });
