import { resolve } from 'node:path';
import type { ProviderContext } from '@chatelaine/core';
import { SecretsError, systemClock } from '@chatelaine/core';
import type { AgeReaders } from '../age/seal-age.js';
import { sealAge } from '../age/seal-age.js';
import { KeySource } from '../keys/key-source.js';
import { replaceFile } from './replace-file.js';

/** Either recipients or a passphrase. */
export interface SealFileOptions {
  /** Whom to encrypt for: what `age-keygen -y` prints, `age1…`. */
  readonly ageRecipients?: readonly string[];
  /** A file of the passphrase to encrypt by; only its owner may read it. */
  readonly passphraseFile?: string;
  /** The passphrase itself. */
  readonly passphrase?: string;
  /** Whether to write text, which version control can show, and not bytes. @default false */
  readonly armor?: boolean;
}

/**
 * Writes a text into a file that is encrypted as a whole, as `age` does; a file that is there is replaced.
 *
 * @throws SecretsError `INVALID_CONFIG`, `UNAVAILABLE`
 */
export async function sealFile(
  path: string,
  text: string,
  options: SealFileOptions,
  context: Partial<ProviderContext> = {},
): Promise<void> {
  const whole: ProviderContext = {
    name: 'file',
    directory: process.cwd(),
    env: process.env,
    clock: systemClock,
    ...context,
  };
  const readers = await readersOf(options, whole);
  const bytes = await sealAge(Buffer.from(text), readers, options.armor ? 'armored' : 'binary', whole.name);
  await replaceFile(resolve(whole.directory, path), bytes, { backend: whole.name, option: 'path' });
}

async function readersOf(options: SealFileOptions, context: ProviderContext): Promise<AgeReaders> {
  const { ageRecipients: recipients = [], ...rest } = options;
  const passphrase = await new KeySource(rest, context).passphrase();
  if (passphrase !== undefined && recipients.length === 0) return { passphrase };
  if (passphrase === undefined && recipients.length > 0) return { recipients };
  throw new SecretsError('INVALID_CONFIG', `${context.name}: it must be said who can open the file.`, {
    backend: context.name,
    field: ['ageRecipients'],
    hint: 'Give "ageRecipients", or else a passphrase: age does not take both.',
  });
}
