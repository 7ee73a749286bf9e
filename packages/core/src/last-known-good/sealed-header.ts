import { SecretsError } from '../errors.js';

/** What stands in clear before the encrypted part, all of it authenticated. */
export interface SealedHeader {
  readonly keyId: string;
  /** A digest of the chain and of the context that the values belong to. */
  readonly context: Uint8Array;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
}

export const CONTEXT_BYTES = 32;
export const SALT_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

const MAGIC = Buffer.from('chatelaine-known', 'latin1');
const FORMAT = 1;
const FIXED_BYTES = CONTEXT_BYTES + SALT_BYTES + NONCE_BYTES;

/** Writes: magic, format, length of the key id, key id, context, salt, nonce. */
export function writeHeader({ keyId, context, salt, nonce }: SealedHeader): Buffer {
  return Buffer.concat([
    MAGIC,
    Buffer.from([FORMAT, keyId.length]),
    Buffer.from(keyId, 'latin1'),
    context,
    salt,
    nonce,
  ]);
}

/** @throws SecretsError `INVALID_CONFIG` for a file that is none of ours, `INVALID_VALUE` for a damaged one */
export function readHeader(sealed: Buffer, path: string): { header: SealedHeader; length: number } {
  const magic = sealed.subarray(0, MAGIC.length);
  // What was cut off within the magic may have been ours; an empty file is what a full disk leaves.
  if (!magic.equals(MAGIC.subarray(0, magic.length))) throw foreign(path);
  if (sealed.length < MAGIC.length + 2) throw damaged(path);
  const [format, idLength = 0] = sealed.subarray(MAGIC.length);
  if (format !== FORMAT) throw unknownFormat(path);
  const idEnd = MAGIC.length + 2 + idLength;
  const length = idEnd + FIXED_BYTES;
  if (sealed.length < length + TAG_BYTES) throw damaged(path);
  const part = (start: number, bytes: number) => sealed.subarray(idEnd + start, idEnd + start + bytes);
  return {
    length,
    header: {
      keyId: sealed.toString('latin1', MAGIC.length + 2, idEnd),
      context: part(0, CONTEXT_BYTES),
      salt: part(CONTEXT_BYTES, SALT_BYTES),
      nonce: part(CONTEXT_BYTES + SALT_BYTES, NONCE_BYTES),
    },
  };
}

export function damaged(path: string): SecretsError {
  return new SecretsError(
    'INVALID_VALUE',
    `The last known good file ${path} is damaged and is not used, or was written with another key of the same id.`,
    {
      hint: 'The next live answers replace it.',
    },
  );
}

function foreign(path: string): SecretsError {
  return new SecretsError('INVALID_CONFIG', `${path} is no last known good file, and is left as it is.`, {
    hint: 'Name another path, or move that file away.',
  });
}

function unknownFormat(path: string): SecretsError {
  return new SecretsError(
    'INVALID_CONFIG',
    `The last known good file ${path} has a format that is not known here.`,
    { hint: 'A newer release may have written it: upgrade, or remove the file.' },
  );
}
