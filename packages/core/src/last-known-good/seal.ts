import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { SecretsError } from '../errors.js';
import type { KeyRing } from './key-ring.js';
import {
  CONTEXT_BYTES,
  damaged,
  NONCE_BYTES,
  readHeader,
  SALT_BYTES,
  TAG_BYTES,
  writeHeader,
} from './sealed-header.js';

/** Gives so many random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

export interface SealOptions {
  readonly keys: KeyRing;
  /** What the values belong to; a file sealed for something else is refused. */
  readonly context: string;
}

const CIPHER = 'aes-256-gcm';
const PURPOSE = 'chatelaine last known good, values';

/** Encrypts with AES-256-GCM under a key that is derived for this one time, by HKDF-SHA256 with a fresh salt. */
export function seal(plain: Uint8Array, options: SealOptions, random: RandomBytes = randomBytes): Buffer {
  const { keys, context } = options;
  const [{ id, key }] = keys;
  const salt = random(SALT_BYTES);
  const nonce = random(NONCE_BYTES);
  const header = writeHeader({ keyId: id, context: digestOf(context), salt, nonce });
  const dataKey = deriveKey(key, salt);
  const cipher = createCipheriv(CIPHER, dataKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(header);
  const encrypted = [cipher.update(plain), cipher.final()];
  dataKey.fill(0);
  return Buffer.concat([header, ...encrypted, cipher.getAuthTag()]);
}

/**
 * Decrypts what `seal` gave.
 *
 * @throws SecretsError `INVALID_VALUE` when it is damaged, of another key or for something else, `INVALID_CONFIG` when it
 * was no such file
 */
export function unseal(sealed: Buffer, { keys, context }: SealOptions, path: string): Buffer {
  const { header, length } = readHeader(sealed, path);
  const key = keys.find(({ id }) => id === header.keyId)?.key;
  if (key === undefined) throw ofAnotherKey(path);
  if (!digestOf(context).equals(header.context)) throw ofAnotherChain(path);
  const dataKey = deriveKey(key, header.salt);
  const decipher = createDecipheriv(CIPHER, dataKey, header.nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(sealed.subarray(0, length));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plain = decipher.update(sealed.subarray(length, sealed.length - TAG_BYTES));
  dataKey.fill(0);
  try {
    decipher.final();
  } catch (_notAuthentic) {
    plain.fill(0);
    throw damaged(path);
  }
  return plain;
}

function deriveKey(key: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, PURPOSE, 32));
}

function digestOf(context: string): Buffer {
  return createHash('sha256').update(context, 'utf8').digest().subarray(0, CONTEXT_BYTES);
}

function ofAnotherKey(path: string): SecretsError {
  return new SecretsError('INVALID_VALUE', `The last known good file ${path} was written with another key.`, {
    hint: 'Add that key to "keys", behind the new one; the next live answers replace the file.',
  });
}

function ofAnotherChain(path: string): SecretsError {
  return new SecretsError(
    'INVALID_VALUE',
    `The last known good file ${path} was written for other backends or another context.`,
    { hint: 'Give each configuration a path of its own; the next live answers replace the file.' },
  );
}
