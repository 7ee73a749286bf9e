type Crypto = typeof import('node:crypto');

/** A value as SOPS knows it: its bytes, and what they were before they were encrypted. */
export interface SopsValue {
  readonly type: SopsType;
  readonly bytes: Buffer;
}

type SopsType = 'str' | 'int' | 'float' | 'bool' | 'bytes' | 'time';

const BASE64 = '([A-Za-z0-9+/]+=*)';
const SEALED = new RegExp(
  `^ENC\\[AES256_GCM,data:${BASE64},iv:${BASE64},tag:${BASE64},type:(str|int|float|bool|bytes|time)\\]$`,
);
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 32;
const TAG_BYTES = 16;

/** Opens and seals the values of one file by its data key. */
export class SopsCipher {
  readonly #key: Uint8Array;
  readonly #crypto: Crypto;

  constructor(dataKey: Uint8Array, crypto: Crypto) {
    this.#key = dataKey;
    this.#crypto = crypto;
  }

  /** Opens one value; `undefined` when it was changed, or belongs to another key, file or place. */
  open(text: string, place: string): SopsValue | undefined {
    const [, data, iv, tag, type] = SEALED.exec(text) ?? [];
    if (data === undefined || iv === undefined || tag === undefined) return undefined;
    const nonce = Buffer.from(iv, 'base64');
    const proof = Buffer.from(tag, 'base64');
    // A shorter tag proves less.
    if (nonce.length !== IV_BYTES || proof.length !== TAG_BYTES) return undefined;
    const decipher = this.#crypto.createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place)).setAuthTag(proof);
    const bytes = decipher.update(Buffer.from(data, 'base64'));
    try {
      decipher.final();
    } catch (error) {
      if (error instanceof Error) return undefined;
      throw error;
    }
    return { type: type as SopsType, bytes };
  }

  /** Encrypts one text for its place; the empty text stays what it is. */
  seal(text: string, place: string): string {
    if (text === '') return '';
    const iv = this.#crypto.randomBytes(IV_BYTES);
    const cipher = this.#crypto.createCipheriv(CIPHER, this.#key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place));
    const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const [dataText, ivText, tagText] = [data, iv, cipher.getAuthTag()].map((part) =>
      part.toString('base64'),
    );
    return `ENC[AES256_GCM,data:${dataText},iv:${ivText},tag:${tagText},type:str]`;
  }

  /** Takes values in their order. One over some of the values is never one over all of them. */
  mac(onlyEncrypted: boolean): SopsMac {
    const hash = this.#crypto.createHash('sha512');
    if (onlyEncrypted) hash.update(this.#crypto.createHash('sha256').update('sops').digest());
    return hash;
  }
}

/** What is a MAC once it is sealed. */
export interface SopsMac {
  update(value: string | Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

/** Loads what Node takes a while for, and most programs never need. */
export async function sopsCipher(dataKey: Uint8Array): Promise<SopsCipher> {
  return new SopsCipher(dataKey, await import('node:crypto'));
}
