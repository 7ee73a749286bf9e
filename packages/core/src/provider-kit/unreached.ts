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

const NO_NAMES = 'Names cannot be resolved here at the moment.';

/** What it means that a service was not reached, by the code of the network: `did not reach AWS (ENOTFOUND)`. */
export function unreached(service: string, networkCode: string, hints: UnreachedHints): Meaning {
  return meaning('UNAVAILABLE', `did not reach ${service} (${networkCode})`, hintFor(networkCode, hints));
}

function hintFor(networkCode: string, { noHost, other, untrusted = UNTRUSTED }: UnreachedHints): string {
  if (isTlsCode(networkCode)) return untrusted;
  if (networkCode === 'ENOTFOUND') return noHost;
  return networkCode === 'EAI_AGAIN' ? NO_NAMES : other;
}
