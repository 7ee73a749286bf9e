import type { Clock } from '../clock.js';
import { withDeadline } from '../deadline.js';
import type { Env } from '../provider.js';
import type { KeyRing } from './key-ring.js';
import { readKeyRing } from './key-ring.js';
import type { NamedKey } from './key-source.js';
import type { KnownEntry } from './known-values.js';
import { readKnownValues, writeKnownValues } from './known-values-json.js';
import { ofOption } from './of-option.js';
import { checkPrivateFile, LARGEST_FILE, readPrivateFile } from './private-file.js';
import { checkFolder, removeLeftovers, replaceFile } from './replace-file.js';
import type { RandomBytes } from './seal.js';
import { seal, unseal } from './seal.js';
import { damaged } from './sealed-header.js';

export interface SealedFileOptions {
  readonly path: string;
  readonly keys: readonly NamedKey[];
  readonly env: Env;
  readonly clock: Clock;
  readonly random: RandomBytes | undefined;
}

/** How long the keys may take, in milliseconds. */
const KEYS_MS = 5_000;
/** What header and tag take at most, rounded up. */
const SEAL_BYTES = 1_024;

/** Values in an encrypted file, read and replaced as a whole. */
export class SealedFile {
  readonly #options: SealedFileOptions;
  #keys: Promise<KeyRing> | undefined;
  #isFirstWrite = true;

  constructor(options: SealedFileOptions) {
    this.#options = options;
  }

  /**
   * Resolves to what is in the file for this context, to nothing where there is no file.
   *
   * @throws SecretsError `INVALID_VALUE` when its content is of no use, any other when it must be left as it is
   */
  async read(context: string): Promise<readonly KnownEntry[]> {
    const { path } = this.#options;
    const sealed = await readPrivateFile(path);
    if (sealed === undefined) {
      await this.check();
      return [];
    }
    const json = unseal(sealed, { keys: await this.#ring(), context }, path);
    const entries = readKnownValues(json);
    json.fill(0);
    if (entries === undefined) throw damaged(path);
    return entries;
  }

  /**
   * Reads the keys, unless a function gives one, and looks at the folder and at what is at the path.
   *
   * @throws SecretsError with the option in `field`
   */
  async check(): Promise<void> {
    const { path, keys } = this.#options;
    if (keys.every(({ key }) => typeof key !== 'function')) await ofOption('key', () => this.#ring());
    await ofOption('path', () => checkFolder(path));
    await ofOption('path', () => checkPrivateFile(path));
  }

  /** Writes as many entries as fit, in their order, and resolves to how many did not. @throws SecretsError */
  async write(entries: readonly KnownEntry[], context: string): Promise<number> {
    const { path, clock, random } = this.#options;
    const keys = await this.#ring();
    const { json, left } = writeKnownValues(entries, LARGEST_FILE - SEAL_BYTES);
    const sealed = seal(json, { keys, context }, random);
    json.fill(0);
    if (this.#isFirstWrite) await removeLeftovers(path, clock.now());
    this.#isFirstWrite = false;
    await replaceFile(path, sealed);
    return left;
  }

  /** A failure is not kept: the key may be there at the next attempt. */
  #ring(): Promise<KeyRing> {
    const { keys, env, clock } = this.#options;
    const subject = 'The key of the last known good file';
    const reading = () => withDeadline({ ms: KEYS_MS, subject, clock }, () => readKeyRing(keys, env));
    return (this.#keys ??= reading().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    }));
  }
}
