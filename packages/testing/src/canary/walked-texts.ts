import { inspect } from 'node:util';

/** A text, and the way to it. */
export interface FoundText {
  readonly where: string;
  readonly text: string;
}

const FARTHEST = 9;
const LANGUAGE: ReadonlySet<unknown> = new Set([Object.prototype, Function.prototype, Array.prototype]);

/** Each way in which Node prints an object without being asked for a value of it. */
const PRINTERS: readonly (readonly [name: string, print: (value: unknown) => unknown])[] = [
  ['as text', (value) => String(value)],
  ['as JSON', (value) => JSON.stringify(value)],
  ['inspected', (value) => inspect(value, { depth: 9 })],
];
const DEEP_PRINTERS: typeof PRINTERS = [
  [
    'inspected with all that is hidden',
    (value) => inspect(value, { depth: 9, showHidden: true, getters: true }),
  ],
  [
    'inspected without custom printing',
    (value) => inspect(value, { depth: 9, showHidden: true, getters: true, customInspect: false }),
  ],
];

/** What a value is printed as. A printer that fails has its error looked at as well. */
export function* printedTexts(value: unknown, where: string): Iterable<FoundText> {
  yield* printed(value, where, PRINTERS);
}

/** What a value is printed as, and every text, symbol and byte that is reached from it by properties and prototypes. */
export function* walkedTexts(value: unknown, where: string): Iterable<FoundText> {
  yield* printed(value, where, [...PRINTERS, ...DEEP_PRINTERS]);
  yield* walk(value, where, FARTHEST, new Set());
}

function* printed(value: unknown, where: string, printers: typeof PRINTERS): Iterable<FoundText> {
  for (const [name, print] of printers) {
    const text = outcomeOf(() => print(value));
    if (typeof text === 'string') yield { where: `${where} ${name}`, text };
    else if (text instanceof Error) yield* walk(text, `${where} ${name}, which failed`, 3, new Set());
  }
}

function* walk(value: unknown, where: string, left: number, seen: Set<unknown>): Iterable<FoundText> {
  if (typeof value === 'string' || typeof value === 'symbol' || typeof value === 'bigint') {
    yield { where, text: String(value) };
  }
  if (typeof value === 'function') yield { where: `${where}'s name`, text: value.name };
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
  if (left === 0 || seen.has(value)) return;
  seen.add(value);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    yield { where, text: textOfBytes(value) };
    return;
  }
  yield* walkEntries(value, where, left, seen);
  for (
    let owner: object | null = value;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    if (LANGUAGE.has(owner)) continue;
    for (const key of Reflect.ownKeys(owner)) {
      yield { where: `a key of ${where}`, text: String(key) };
      yield* walk(propertyOf(value, owner, key), `${where}${step(key)}`, left - 1, seen);
    }
  }
}

function* walkEntries(value: object, where: string, left: number, seen: Set<unknown>): Iterable<FoundText> {
  if (value instanceof Map) {
    for (const [key, held] of value) {
      yield* walk(key, `a key of ${where}`, left - 1, seen);
      yield* walk(held, `a value of ${where}`, left - 1, seen);
    }
  }
  if (value instanceof Set)
    for (const held of value) yield* walk(held, `an entry of ${where}`, left - 1, seen);
}

function textOfBytes(value: ArrayBufferView | ArrayBuffer): string {
  const bytes =
    value instanceof ArrayBuffer
      ? Buffer.from(value)
      : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return bytes.toString('utf8');
}

/** A getter is run on the object itself; what it throws is looked at in its place. */
function propertyOf(object: object, owner: object, key: PropertyKey): unknown {
  const property = Object.getOwnPropertyDescriptor(owner, key);
  return property?.get === undefined ? property?.value : outcomeOf(() => property.get?.call(object));
}

function outcomeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function step(key: PropertyKey): string {
  return typeof key === 'string' ? `.${key}` : `[${String(key)}]`;
}
