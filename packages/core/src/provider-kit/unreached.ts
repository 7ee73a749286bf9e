import { isTlsCode } from '../network-codes.js';
import { type Meaning, meaning } from './meaning.js';

/** The next step for each way of not reaching a service. */
export interface UnreachedHints {
  /** No host has the name. */
  readonly noHost: string;
  /** Any other way. */
  readonly other: string;
  /** Its certificate is not trusted. @default the variable by which Node trusts more authorities */
  readonly untrusted?: string;
}

/** What to do where the certificate of the other side is not trusted. */
export const UNTRUSTED =
  'Its certificate is not trusted here: NODE_EXTRA_CA_CERTS can name the authority that signed it.';

/** What to do where an address of `https://` is answered in another way. */
export const NO_TLS = 'It seems that what is there answers without TLS: does its address begin with http://?';

/** Codes by which TLS says that what came is none of it: mostly plain HTTP. */
const NO_TLS_CODES: ReadonlySet<string> = new Set([
  'EPROTO',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);
const NO_NAMES = 'Names cannot be resolved here at the moment.';

/** What it means that a service was not reached, by the code of the network: `did not reach AWS (ENOTFOUND)`. */
export function unreached(service: string, networkCode: string, hints: UnreachedHints): Meaning {
  return meaning('UNAVAILABLE', `did not reach ${service} (${networkCode})`, hintFor(networkCode, hints));
}

function hintFor(networkCode: string, { noHost, other, untrusted = UNTRUSTED }: UnreachedHints): string {
  if (isTlsCode(networkCode)) return untrusted;
  if (NO_TLS_CODES.has(networkCode)) return NO_TLS;
  if (networkCode === 'ENOTFOUND') return noHost;
  return networkCode === 'EAI_AGAIN' ? NO_NAMES : other;
}
