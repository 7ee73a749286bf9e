import { generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import {
  bitString,
  boolean,
  der,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  set,
  utcTime,
  utf8String,
} from './der.js';

/** A certificate and the private key that belongs to it, both as PEM text. */
export interface CertifiedKey {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface SelfSignedCertificateOptions {
  /** The subject's common name; it decides nothing. */
  readonly commonName: string;
  /** DNS names the certificate is good for; a leading `*.` covers one label. */
  readonly hostNames?: readonly string[];
  /** IPv4 addresses the certificate is good for. */
  readonly addresses?: readonly string[];
  /** `ec` is P-256, `rsa` is RSA-2048, which Entra asks of client certificates. @default 'ec' */
  readonly keyType?: 'ec' | 'rsa';
}

const HOUR_MS = 3_600_000;
const LIFETIME_MS = 30 * 24 * HOUR_MS;

const SIGNATURE_ALGORITHM = {
  ec: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
  rsa: sequence(objectIdentifier('1.2.840.113549.1.1.11'), nothing()),
};

const generate = promisify(generateKeyPair);

/** A new key and a certificate for it that signs itself, good for 30 days and usable as its own authority. */
export async function selfSignedCertificate(options: SelfSignedCertificateOptions): Promise<CertifiedKey> {
  const keyType = options.keyType ?? 'ec';
  const { publicKey, privateKey } = await newKey(keyType);
  const now = Date.now();
  const name = sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String(options.commonName))));
  const toBeSigned = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    SIGNATURE_ALGORITHM[keyType],
    name,
    sequence(utcTime(new Date(now - HOUR_MS)), utcTime(new Date(now + LIFETIME_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions(options))),
  );
  const signature = bitString(sign('sha256', toBeSigned, privateKey));
  return {
    certificate: pem('CERTIFICATE', sequence(toBeSigned, SIGNATURE_ALGORITHM[keyType], signature)),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function newKey(keyType: 'ec' | 'rsa'): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return keyType === 'ec'
    ? generate('ec', { namedCurve: 'P-256' })
    : generate('rsa', { modulusLength: 2048 });
}

function extensions({ hostNames = [], addresses = [] }: SelfSignedCertificateOptions): Buffer[] {
  const basicConstraints = extension('2.5.29.19', sequence(boolean(true)), true);
  // Bits 0 and 5: digital signature and certificate signing.
  const keyUsage = extension('2.5.29.15', bitString(Buffer.from([0b1000_0100]), 2), true);
  const names = [
    ...hostNames.map((host) => der(0x82, Buffer.from(host, 'ascii'))),
    ...addresses.map((address) => der(0x87, Buffer.from(address.split('.').map(Number)))),
  ];
  if (names.length === 0) return [basicConstraints, keyUsage];
  return [basicConstraints, keyUsage, extension('2.5.29.17', sequence(...names), false)];
}

function extension(id: string, contents: Uint8Array, critical: boolean): Buffer {
  const flag = critical ? [boolean(true)] : [];
  return sequence(objectIdentifier(id), ...flag, octetString(contents));
}

function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  // The shortest encoding is required: no leading zero byte.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function pem(label: string, contents: Buffer): string {
  const lines = contents.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
