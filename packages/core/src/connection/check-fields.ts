import type { ConnectionFields, HostAndPort } from './connection-fields.js';
import { invalidConnection } from './invalid-connection.js';
import { isPort } from './port.js';

/**
 * Refuses fields that no connection has: a port that is not a whole number from 0 to 65535, hosts that are not several or
 * of which one is empty, and a host or port that is not that of the first of them.
 */
export function checkFields(fields: ConnectionFields): void {
  for (const { port } of [fields, ...(fields.hosts ?? [])]) {
    if (port === undefined || isPort(port)) continue;
    throw invalidConnection('The port of the connection is not a whole number from 0 to 65535.');
  }
  if (fields.hosts !== undefined) checkHosts(fields, fields.hosts);
}

function checkHosts({ host, port }: ConnectionFields, hosts: readonly HostAndPort[]): void {
  const [first] = hosts;
  if (first === undefined || hosts.length === 1) {
    throw invalidConnection(
      'The hosts of the connection are not several.',
      'Write one host as host and port alone.',
    );
  }
  if (hosts.some((one) => one.host === '')) {
    throw invalidConnection('One of the hosts of the connection is empty.', 'Leave it out.');
  }
  if ((host ?? first.host) === first.host && (port ?? first.port) === first.port) return;
  throw invalidConnection(
    'The host or port of the connection is not that of the first of its hosts.',
    'Leave host and port out, or correct them.',
  );
}
