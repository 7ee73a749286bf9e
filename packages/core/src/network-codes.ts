import { readProperty } from './read-property.js';

/** Codes by which TLS says that it does not trust the other side. */
const TLS_CODES: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Codes by which Node, the system and TLS say that the other side was not reached. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
  ...TLS_CODES,
]);

/** Whether a code means that the other side was not reached, or not trusted. */
export function isNetworkCode(code: string): boolean {
  return NETWORK_CODES.has(code);
}

/** Whether a code means that the certificate of the other side was refused. */
export function isTlsCode(code: string): boolean {
  return TLS_CODES.has(code);
}

/** The network code of an error, or of what caused it, as `fetch` and many SDKs wrap it. */
export function networkCodeOf(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    const code = readProperty(current, 'code');
    if (typeof code === 'string' && NETWORK_CODES.has(code)) return code;
    current = readProperty(current, 'cause');
  }
  return undefined;
}
