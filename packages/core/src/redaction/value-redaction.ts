import { Connection } from '../connection.js';
import { Secret } from '../secret.js';
import { redactError } from './redact-error.js';
import type { NameTest } from './sensitive-names.js';
import type { TextRedaction } from './text-redaction.js';
import { byteText } from './value-forms.js';

const TOO_DEEP = '[too deep]';
const FAILED = '[redaction failed]';

export interface ValueRedactionOptions {
  readonly isSensitive: NameTest;
  /** How many levels of objects are gone into. */
  readonly maxDepth: number;
}

/** Where the walk is: how deep, and whether all strings from here on are hidden. */
export interface Place {
  readonly depth: number;
  readonly hidden: boolean;
}

/** Makes a redacted copy of one value. What it does not know how to copy safely becomes a plain object of its fields. */
export class ValueRedaction {
  readonly #redaction: TextRedaction;
  readonly #options: ValueRedactionOptions;
  readonly #copies: readonly [Map<object, unknown>, Map<object, unknown>] = [new Map(), new Map()];

  constructor(redaction: TextRedaction, options: ValueRedactionOptions) {
    this.#redaction = redaction;
    this.#options = options;
  }

  /** Never throws: what cannot be read becomes a fixed mark. */
  copy(value: unknown, place: Place = { depth: 0, hidden: false }): unknown {
    if (typeof value === 'string') return this.#text(value, place);
    if (typeof value === 'number' || typeof value === 'bigint') return this.#number(value);
    if (typeof value !== 'object' || value === null) return value;
    try {
      return this.#object(value, place);
    } catch (_anyError) {
      return FAILED;
    }
  }

  #text(text: string, { hidden }: Place): string {
    if (!hidden) return this.#redaction.redact(text);
    return text === '' ? '' : this.#redaction.replacement;
  }

  /** A number is no secret by the name above it, but it may be one that is known. */
  #number(value: number | bigint): number | bigint | string {
    const text = String(value);
    const redacted = this.#redaction.redact(text);
    return redacted === text ? value : redacted;
  }

  #object(value: object, place: Place): unknown {
    const known = this.#copies[place.hidden ? 1 : 0];
    if (known.has(value)) return known.get(value);
    if (place.depth >= this.#options.maxDepth) return TOO_DEEP;
    const remember = <Copy>(copy: Copy): Copy => {
      known.set(value, copy);
      return copy;
    };
    const inner = { ...place, depth: place.depth + 1 };
    if (value instanceof Secret || value instanceof Connection) return value.toString();
    if (value instanceof Date) return value;
    if (value instanceof URL || value instanceof URLSearchParams || value instanceof RegExp)
      return this.#text(String(value), place);
    if (value instanceof String) return this.#text(value.valueOf(), place);
    if (ArrayBuffer.isView(value)) return this.#bytes(value, place);
    if (Array.isArray(value)) return this.#array(value, remember([]), inner);
    if (value instanceof Set) return this.#set(value, remember(new Set()), inner);
    if (value instanceof Map) return this.#map(value, remember(new Map()), inner);
    if (value instanceof Error)
      return redactError(value, remember, (field, name) => this.#field(field, name, inner));
    const json = ownJson(value);
    if (json !== undefined) return this.copy(json.value, inner);
    return this.#fields(value, remember({}), inner);
  }

  #field(value: unknown, name: unknown, place: Place): unknown {
    return this.copy(value, place.hidden ? place : { ...place, hidden: this.#options.isSensitive(name) });
  }

  #array(items: readonly unknown[], copy: unknown[], place: Place): unknown[] {
    for (const item of items) copy.push(this.copy(item, place));
    return copy;
  }

  #set(items: ReadonlySet<unknown>, copy: Set<unknown>, place: Place): Set<unknown> {
    for (const item of items) copy.add(this.copy(item, place));
    return copy;
  }

  #map(
    entries: ReadonlyMap<unknown, unknown>,
    copy: Map<unknown, unknown>,
    place: Place,
  ): Map<unknown, unknown> {
    for (const [key, value] of entries)
      copy.set(this.copy(key, { ...place, hidden: false }), this.#field(value, key, place));
    return copy;
  }

  #fields(value: object, copy: Record<string, unknown>, place: Place): Record<string, unknown> {
    for (const [name, field] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      if (!field.enumerable) continue;
      Object.defineProperty(copy, this.#redaction.redact(name), {
        value: 'value' in field ? this.#field(field.value, name, place) : '[getter]',
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return copy;
  }

  #bytes(view: ArrayBufferView, { hidden }: Place): unknown {
    if (hidden) return this.#redaction.replacement;
    const text = byteText(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    const redacted = this.#redaction.redact(text);
    return redacted === text ? view : this.#redaction.replacement;
  }
}

/** What the object itself says that it is in JSON, as a date or a decimal number does. */
function ownJson(value: object): { readonly value: unknown } | undefined {
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? { value: toJSON.call(value) } : undefined;
}
