import { SecretsError } from '@chatelaine/core';
import type { AgeForm } from '../age/age-form.js';
import type { OpenedAge } from '../age/open-age.js';
import { openAge } from '../age/open-age.js';
import type { AgeReaders } from '../age/seal-age.js';
import { recipientOf, sealAge } from '../age/seal-age.js';
import type { TextEdit } from '../edit/text-edit.js';
import { editText } from '../edit/text-edit.js';
import type { FileFormat } from '../file-format.js';
import type { KeySource } from '../keys/key-source.js';
import { parseFile } from '../parse-file.js';

export interface AgeEditing {
  readonly form: AgeForm;
  readonly format: FileFormat;
  readonly keys: KeySource;
  /** Whom to encrypt for. @default the one recipient that the file has */
  readonly recipients: readonly string[] | undefined;
}

/**
 * Changes one value in a file that age encrypted as a whole, and encrypts it anew in the same form.
 *
 * @throws FileProblem, SecretsError as `openAge`; `INVALID_CONFIG` when it is not known whom to encrypt for
 */
export async function editAge(bytes: Uint8Array, edit: TextEdit, editing: AgeEditing): Promise<Buffer> {
  const { form, format, keys, recipients } = editing;
  const opened = await openAge(bytes, form, keys);
  await parseFile(opened.plain, format);
  const text = await editText(opened.plain.toString('utf8'), format, [edit]);
  const plain = Buffer.from(text);
  // What we could not read ourselves is not written.
  await parseFile(plain, format);
  return sealAge(plain, await readersOf(opened, recipients, keys.backend), form, keys.backend);
}

/** The header of an age file does not say who its recipients are, only how many there are. */
async function readersOf(
  { by, recipients }: OpenedAge,
  named: readonly string[] | undefined,
  backend: string,
): Promise<AgeReaders> {
  if ('passphrase' in by) return by;
  if (named !== undefined) return { recipients: named };
  if (recipients.length === 1) return { recipients: [await recipientOf(by.identity)] };
  throw new SecretsError(
    'INVALID_CONFIG',
    `${backend}: the file is encrypted for ${recipients.length} recipients, and does not say who they are.`,
    { backend, field: ['ageRecipients'], hint: 'Name all of them in "ageRecipients".' },
  );
}
