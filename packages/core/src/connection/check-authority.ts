import type { Reading } from './connection-fields.js';
import { invalidConnection } from './invalid-connection.js';
import { mayStandInBrackets } from './ipv6-address.js';
import { severalHostsHint } from './several-hosts-hint.js';
import { splitHosts } from './split-hosts.js';

/** The characters whose compatibility form (NFKC) holds one of `/ ? # @ :`, such as the full-width solidus. */
const LOOKALIKES =
  /[\u2047-\u2049\u2100\u2101\u2105\u2106\u2a74\ufe13\ufe16\ufe55\ufe56\ufe5f\ufe6b\uff03\uff0f\uff1a\uff1f\uff20]/;

/** Refuses an authority as Python does; in the strict reading, each of several hosts is looked at alone. */
export function checkAuthority(authority: string, reading: Reading): void {
  for (const one of reading === 'strict' ? splitHosts(authority) : [authority]) checkOneHost(one);
}

/**
 * Refuses an authority with unmatched brackets, with brackets that hold no IPv6 address, with text beside a bracketed
 * host, or with a character that passes for a delimiter.
 */
function checkOneHost(authority: string): void {
  if (LOOKALIKES.test(authority)) {
    throw invalidConnection(
      'The authority of the connection URI (login, password, host or port) holds a character that passes for one of / ? # @ : such as their full-width forms.',
      'Percent-encode it.',
    );
  }
  const open = authority.indexOf('[');
  const close = authority.indexOf(']');
  if (open === -1 && close === -1) return;
  if (open === -1 || close === -1) {
    throw invalidConnection(
      'The authority of the connection URI has a square bracket without its partner.',
      'Write [ as %5B and ] as %5D in a login or password.',
    );
  }
  const end = authority.indexOf(']', open);
  if (!mayStandInBrackets(authority.slice(open + 1, end === -1 ? undefined : end))) {
    throw invalidConnection(
      'The authority of the connection URI has square brackets that hold no IPv6 address.',
      'Only an IPv6 host stands in brackets; write [ as %5B and ] as %5D in a login or password.',
    );
  }
  checkBesideBrackets(authority.slice(authority.lastIndexOf('@') + 1));
}

function checkBesideBrackets(hostAndPort: string): void {
  const open = hostAndPort.indexOf('[');
  if (open === -1) return;
  const close = hostAndPort.indexOf(']', open);
  const after = close === -1 ? '' : hostAndPort.charAt(close + 1);
  if (open === 0 && (after === '' || after === ':')) return;
  throw invalidConnection(
    'The connection URI has text beside the bracketed host.',
    severalHostsHint(hostAndPort) ?? 'Only ":" and the port may follow a bracketed host.',
  );
}
