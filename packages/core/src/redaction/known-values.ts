import { KnownTexts } from './known-texts.js';
import { byteText, valueForms } from './value-forms.js';

export interface KnownValuesOptions {
  /** How many of the newest values are known at least. */
  readonly limit: number;
  /** More forms of a value. */
  readonly forms?: ((value: string) => Iterable<string>) | undefined;
  readonly isWorthHiding: (text: string) => boolean;
}

/**
 * The newest values, each in all its forms. They are kept in two generations: when one is full the one before it is
 * forgotten, so that nothing is ever removed from an index, and a value that comes again is as good as new.
 */
export class KnownValues {
  readonly #options: KnownValuesOptions;
  #young = new Generation();
  #old: Generation | undefined;

  constructor(options: KnownValuesOptions) {
    this.#options = options;
  }

  /** The generation that is being filled, as an object to compare. */
  get generation(): object {
    return this.#young;
  }

  /** Learns a value, and tells whether it is one worth hiding. */
  add(value: string | Uint8Array): boolean {
    const key = typeof value === 'string' ? value : byteText(value);
    if (this.#young.values.has(key)) return true;
    if (!this.#options.isWorthHiding(key)) return false;
    if (this.#young.values.size >= this.#options.limit) {
      this.#old = this.#young;
      this.#young = new Generation();
    }
    this.#young.values.add(key);
    for (const form of valueForms(value)) this.#young.texts.add(form);
    if (typeof value === 'string') this.#addForms(value);
    return true;
  }

  /** Appends the start and the end of every known form in `text` to `ranges`, in no order. */
  find(text: string, ranges: number[]): void {
    this.#young.texts.find(text, ranges);
    this.#old?.texts.find(text, ranges);
  }

  /** The first place from which all that is left of `text` begins a longer known form; its length when there is none. */
  beginning(text: string): number {
    const young = this.#young.texts.beginning(text);
    return this.#old === undefined ? young : Math.min(young, this.#old.texts.beginning(text));
  }

  clear(): void {
    this.#young = new Generation();
    this.#old = undefined;
  }

  #addForms(value: string): void {
    for (const form of this.#options.forms?.(value) ?? [])
      if (this.#options.isWorthHiding(form)) this.#young.texts.add(form);
  }
}

class Generation {
  readonly values = new Set<string>();
  readonly texts: KnownTexts = new KnownTexts();
}
