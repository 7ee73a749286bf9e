import type { Stanza } from 'age-encryption';
import { FileProblem } from '../file-problem.js';
import type { AgeKeys } from '../keys/age-keys.js';
import { invalidIdentity, noKey, wrongKey } from '../keys/key-errors.js';
import type { AgeForm } from './age-form.js';
import { damaged } from './damaged.js';
import type { Age } from './load-age.js';
import { loadAge } from './load-age.js';
import { passphraseIdentity } from './passphrase-stanza.js';

export interface OpenedAge {
  readonly plain: Buffer;
  /** The types of the recipients that the header names. */
  readonly recipients: readonly string[];
  /** What opened it. */
  readonly by: { readonly identity: string } | { readonly passphrase: string };
}

/** Where the keys come from that a file is opened with. */
export interface AgeSource {
  readonly backend: string;
  /** Whether a passphrase is no way to open it. */
  readonly keysAlone?: boolean;
  load(): Promise<AgeKeys>;
}

/** A header is read in one piece, and each recipient costs a try: more of both is no file of secrets. */
const LONGEST_HEADER = 256 * 1024;
const MOST_RECIPIENTS = 100;
/** Recipients that some tools add so that readers learn to pass over unknown ones. */
const GREASE = /-grease$/;

/**
 * Opens what age encrypted.
 *
 * @throws FileProblem when it is damaged
 * @throws SecretsError `UNAUTHENTICATED` when no key that was given opens it
 */
export async function openAge(bytes: Uint8Array, form: AgeForm, source: AgeSource): Promise<OpenedAge> {
  const age = await loadAge();
  const binary = form === 'binary' ? bytes : unarmored(bytes, age);
  if (!Buffer.from(binary.subarray(0, LONGEST_HEADER)).includes('\n--- ')) throw damaged();
  const keys = await source.load();
  const attempt = new Attempt(keys, source);
  return attempt.open(binary, age);
}

function unarmored(bytes: Uint8Array, age: Age): Uint8Array {
  try {
    return age.armor.decode(Buffer.from(bytes).toString('latin1'));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw damaged();
  }
}

/** One reading of one file, which notes how far it came: the package's errors differ in their words alone. */
class Attempt {
  readonly #keys: AgeKeys;
  readonly #source: AgeSource;
  #recipients: readonly string[] = [];
  #tried = 0;

  constructor(keys: AgeKeys, source: AgeSource) {
    this.#keys = keys;
    this.#source = source;
  }

  async open(binary: Uint8Array, age: Age): Promise<OpenedAge> {
    const decrypter = this.#decrypter(age);
    try {
      const plain = Buffer.from(await decrypter.decrypt(binary));
      return { plain, recipients: this.#recipients, by: this.#opener() };
    } catch (error) {
      if (error instanceof FileProblem || !(error instanceof Error)) throw error;
      throw this.#isRefused() ? this.#refusal() : damaged();
    }
  }

  /** Before each key and after the last one stands a key that opens nothing and counts. */
  #decrypter(age: Age): InstanceType<Age['Decrypter']> {
    const { identities, passphrase } = this.#keys;
    const decrypter = new age.Decrypter();
    const counting = { unwrapFileKey: (stanzas: Stanza[]) => this.#count(stanzas) };
    for (const identity of identities) {
      decrypter.addIdentity(counting);
      try {
        decrypter.addIdentity(identity);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        throw invalidIdentity(this.#source.backend);
      }
    }
    decrypter.addIdentity(counting);
    if (passphrase !== undefined) {
      decrypter.addIdentity(passphraseIdentity(passphrase));
      decrypter.addIdentity(counting);
    }
    return decrypter;
  }

  #count(stanzas: readonly Stanza[]): null {
    if (stanzas.length > MOST_RECIPIENTS)
      throw damaged(`the encrypted file names more than ${MOST_RECIPIENTS} recipients`);
    this.#recipients = stanzas.map(({ args }) => args[0] ?? '').filter((type) => !GREASE.test(type));
    this.#tried += 1;
    return null;
  }

  #isRefused(): boolean {
    const { identities, passphrase } = this.#keys;
    return this.#tried === identities.length + 1 + (passphrase === undefined ? 0 : 1);
  }

  #opener(): OpenedAge['by'] {
    const { identities, passphrase = '' } = this.#keys;
    const identity = identities[this.#tried - 1];
    return identity === undefined ? { passphrase } : { identity };
  }

  #refusal(): Error {
    const isLocked = this.#recipients.includes('scrypt') && this.#source.keysAlone !== true;
    const wants = isLocked ? 'passphrase' : 'key';
    const { identities, passphrase } = this.#keys;
    const hasOne = wants === 'passphrase' ? passphrase !== undefined : identities.length > 0;
    return hasOne ? wrongKey(wants, this.#source.backend) : noKey(wants, this.#source.backend);
  }
}
