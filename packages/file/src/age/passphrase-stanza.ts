import type { Identity, Recipient, Stanza } from 'age-encryption';
import { FileProblem } from '../file-problem.js';
import { damaged } from './damaged.js';
import type { Age } from './load-age.js';
import { passphraseKey } from './passphrase-key.js';

const TYPE = 'scrypt';
const CIPHER = 'chacha20-poly1305';
const TAG = { authTagLength: 16 };
const TAG_BYTES = TAG.authTagLength;
const FILE_KEY_BYTES = 16;
const NONCE = Buffer.alloc(12);
/** What `age` writes: 256 MiB for one attempt. */
const USUAL_FACTOR = 18;
/** 1 GiB: a file that asks for more is meant to use up this machine. */
const LARGEST_FACTOR = 20;
const FACTOR = /^[1-9][0-9]{0,8}$/;
const SALT = /^[A-Za-z0-9+/]{22}$/;

/** Opens files by a passphrase. */
export function passphraseIdentity(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const stanza = stanzas.find(({ args }) => args[0] === TYPE);
      if (stanza === undefined) return null;
      const { salt, factor } = checked(stanza, stanzas.length);
      return unwrapped(stanza.body, await passphraseKey(passphrase, salt, factor));
    },
  };
}

/** Closes files by a passphrase, as `age --passphrase` does. */
export function passphraseRecipient(passphrase: string, { Stanza }: Age): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const { createCipheriv, randomBytes } = await import('node:crypto');
      const salt = randomBytes(16);
      const cipher = createCipheriv(CIPHER, await passphraseKey(passphrase, salt, USUAL_FACTOR), NONCE, TAG);
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
      const args = [TYPE, salt.toString('base64').replace(/=+$/, ''), String(USUAL_FACTOR)];
      return [new Stanza(args, body)];
    },
  };
}

function checked({ args, body }: Stanza, count: number): { salt: Buffer; factor: number } {
  const [, salt = '', factor = ''] = args;
  const isWhole = args.length === 3 && SALT.test(salt) && FACTOR.test(factor);
  if (count !== 1 || !isWhole || body.length !== FILE_KEY_BYTES + TAG_BYTES) throw damaged();
  if (Number(factor) > LARGEST_FACTOR) {
    throw new FileProblem(
      {},
      `the work factor of the passphrase is more than ${LARGEST_FACTOR}, which takes gigabytes of memory`,
      'Encrypt the file anew; "age --passphrase" takes 18.',
    );
  }
  return { salt: Buffer.from(salt, 'base64'), factor: Number(factor) };
}

async function unwrapped(body: Uint8Array, key: Buffer): Promise<Uint8Array | null> {
  const { createDecipheriv } = await import('node:crypto');
  const decipher = createDecipheriv(CIPHER, key, NONCE, TAG).setAuthTag(body.subarray(FILE_KEY_BYTES));
  const fileKey = decipher.update(body.subarray(0, FILE_KEY_BYTES));
  try {
    decipher.final();
    return fileKey;
  } catch (error) {
    // Another passphrase: the only thing that is said by an error here.
    if (error instanceof Error) return null;
    throw error;
  }
}
