import { isUtf8 } from 'node:buffer';
import type {
  FindOptions,
  Location,
  ProviderContext,
  SecretRef,
  SecretsBackend,
  SecretValue,
  WrittenSecret,
} from '@chatelaine/core';
import { createBackend, SecretsError } from '@chatelaine/core';
import { ageForm } from '../age/age-form.js';
import type { TextEdit } from '../edit/text-edit.js';
import { FileBackend } from '../file-backend.js';
import { wordsFor } from '../file-label.js';
import type { FileOptions } from '../file-options.js';
import { FileProblem } from '../file-problem.js';
import { KeySource } from '../keys/key-source.js';
import { parseFile } from '../parse-file.js';
import type { Place, Places } from '../place.js';
import { placesOf } from '../place.js';
import { provider } from '../provider.js';
import { sopsParts } from '../sops/sops-parts.js';
import { editAge } from './edit-age.js';
import { editSops } from './edit-sops.js';
import { keyProblem } from './key-problem.js';
import { replaceFile } from './replace-file.js';

/** A backend that can be written to. */
export type WritableFile = SecretsBackend & Required<Pick<SecretsBackend, 'write' | 'remove'>>;

/** Finds secrets in encrypted files, and changes them there: each change replaces the file as a whole. */
export class EncryptedFileBackend extends FileBackend {
  readonly #places: Places;
  readonly #options: FileOptions;
  readonly #context: ProviderContext;
  /** One change at a time: each begins with what the one before it wrote. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: FileOptions, context: ProviderContext, places: Places = placesOf(options, context)) {
    super(options, context, places);
    this.#places = places;
    this.#options = options;
    this.#context = context;
  }

  /**
   * Writes a text under the key of the reference.
   *
   * @throws SecretsError as `find`; `INVALID_REFERENCE` for an id that can be no key there, `INVALID_VALUE` for what is
   * no text, `UNSUPPORTED` where the file is not encrypted
   */
  async write(ref: SecretRef, value: SecretValue, options: FindOptions): Promise<WrittenSecret> {
    const place = this.#placeOf(ref);
    const text = this.#textOf(value, ref);
    return this.#inTurn(async () => {
      const key = (await this.#keyOf(ref, place)) ?? place.keys(ref).at(-1) ?? ref.id;
      const problem = keyProblem(key, place);
      if (problem !== undefined) throw this.#refused(ref, problem);
      await this.#change(ref, place, { path: place.pathOf(key), text }, options);
      return { name: place.nameOf(key) };
    });
  }

  /** Takes the entry out of the file; resolves to whether there was one. @throws SecretsError as `write` */
  async remove(ref: SecretRef, options: FindOptions): Promise<boolean> {
    const place = this.#places[ref.kind];
    if (place === undefined) return false;
    return this.#inTurn(async () => {
      const key = await this.#keyOf(ref, place);
      if (key === undefined) return false;
      await this.#change(ref, place, { path: place.pathOf(key), text: undefined }, options);
      return true;
    });
  }

  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(change);
    // Whoever asked for the change learns of its failure; the next one does not.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** The key that is there, in a file that can be read to its end. */
  async #keyOf(ref: SecretRef, place: Place): Promise<string | undefined> {
    try {
      const { entries, problem } = await place.section();
      if (problem !== undefined) throw problem;
      const key = place.keys(ref).find((known) => entries.has(known));
      const [, second] = entries.get(key ?? '') ?? [];
      if (second !== undefined)
        throw new FileProblem(second.position, 'it is there twice', 'Keep one of the two.');
      return key;
    } catch (error) {
      throw this.translated(error, place, ref);
    }
  }

  async #change(ref: SecretRef, place: Place, edit: TextEdit, { signal }: FindOptions): Promise<void> {
    const { file } = place;
    try {
      const bytes = await file.bytes();
      const changed = await this.#changed(bytes, place, edit);
      if (signal?.aborted)
        throw new SecretsError('ABORTED', `${this.name}: the change was ended.`, { backend: this.name, ref });
      if (!bytes.equals(await file.bytes())) throw this.#changedMeanwhile(place);
      await replaceFile(file.path, changed, file.label);
    } catch (error) {
      throw this.translated(error, place, ref);
    }
  }

  async #changed(bytes: Buffer, { format, file }: Place, edit: TextEdit): Promise<Uint8Array> {
    const keys = new KeySource(this.#options, this.#context);
    const form = ageForm(bytes);
    if (form !== undefined)
      return editAge(bytes, edit, { form, format, keys, recipients: this.#options.ageRecipients });
    if (sopsParts(await parseFile(bytes, format), format) !== undefined) {
      const now = this.#context.clock.now();
      return Buffer.from(await editSops(bytes.toString('utf8'), edit, { format, keys, now }));
    }
    throw new SecretsError('UNSUPPORTED', `${this.name}: ${wordsFor(file.label)} is not encrypted.`, {
      backend: this.name,
      hint: 'Encrypt it first, with "sealFile", "age" or "sops": nothing is written in clear.',
    });
  }

  #placeOf(ref: SecretRef): Place {
    const place = this.#places[ref.kind];
    if (place !== undefined) return place;
    const { notHere = '' } = this.locate(ref) as Extract<Location, { notHere: string }>;
    throw this.#refused(ref, notHere);
  }

  #refused(ref: SecretRef, problem: string): SecretsError {
    return new SecretsError('INVALID_REFERENCE', `${this.name}: cannot be written here: ${problem}.`, {
      backend: this.name,
      ref,
      hint: 'Choose another id, or write it to another backend.',
    });
  }

  #textOf(value: SecretValue, ref: SecretRef): string {
    if (typeof value === 'string') return value;
    if (isUtf8(value)) return Buffer.from(value).toString('utf8');
    throw new SecretsError('INVALID_VALUE', `${this.name}: the value is bytes, and files hold text.`, {
      backend: this.name,
      ref,
      hint: 'Encode it, as in base64.',
    });
  }

  #changedMeanwhile({ file }: Place): SecretsError {
    return new SecretsError('UNAVAILABLE', `${this.name}: ${wordsFor(file.label)} was changed meanwhile.`, {
      backend: this.name,
      hint: 'Try again.',
    });
  }
}

/**
 * Encrypted local files as a backend that can be written to. Config files name them by the provider `file`, which reads.
 *
 * @throws SecretsError `INVALID_CONFIG` when an option is not valid
 */
export function encryptedFile(options: FileOptions, context?: Partial<ProviderContext>): WritableFile {
  const writable = {
    ...provider,
    create: (checked: FileOptions, whole: ProviderContext): SecretsBackend =>
      new EncryptedFileBackend(checked, whole),
  };
  // What `create` gave comes back as it is.
  return createBackend(writable, options, context) as WritableFile;
}
