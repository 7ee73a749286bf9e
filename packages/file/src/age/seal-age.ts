import { SecretsError } from '@chatelaine/core';
import type { AgeForm } from './age-form.js';
import { loadAge } from './load-age.js';
import { passphraseRecipient } from './passphrase-stanza.js';

/** Who can open what is written: those who hold the keys of these recipients, or know the passphrase. */
export type AgeReaders = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/**
 * Encrypts as `age` does.
 *
 * @throws SecretsError `INVALID_CONFIG` for a recipient that is none
 */
export async function sealAge(
  plain: Uint8Array,
  readers: AgeReaders,
  form: AgeForm,
  backend: string,
): Promise<Buffer> {
  const age = await loadAge();
  const encrypter = new age.Encrypter();
  if ('passphrase' in readers) encrypter.addRecipient(passphraseRecipient(readers.passphrase, age));
  else for (const recipient of readers.recipients) add(recipient, encrypter, backend);
  const bytes = await encrypter.encrypt(plain);
  return Buffer.from(form === 'armored' ? age.armor.encode(bytes) : bytes);
}

/** The recipient of a key: whom to encrypt for so that the key opens it. */
export async function recipientOf(identity: string): Promise<string> {
  const age = await loadAge();
  return age.identityToRecipient(identity);
}

function add(recipient: string, encrypter: { addRecipient(recipient: string): void }, backend: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new SecretsError('INVALID_CONFIG', `${backend}: a recipient is not valid.`, {
      backend,
      field: ['ageRecipients'],
      hint: 'Give what "age-keygen -y" prints: it begins with "age1".',
    });
  }
}
