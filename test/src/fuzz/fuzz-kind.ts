import { Canaries } from '@chatelaine/testing';
import type { Arbitrary } from 'fast-check';
import fc from 'fast-check';

/** What is made at random, and given to what must take anything. */
export interface FuzzKind<Input> {
  readonly name: string;
  readonly inputs: Arbitrary<Input>;
  /** Resolves when the input was accepted. @throws whatever it is refused with */
  accept(input: Input): unknown;
}

/** The canaries of all inputs. */
export const canaries: Canaries = new Canaries();
const PLAIN = canaries.make('random input', { plain: true });
const SPECIAL = canaries.make('random input with special characters');

/** A value with a canary in it. */
export const canary: Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(PLAIN) },
  { weight: 2, arbitrary: fc.constant(encodeURIComponent(SPECIAL)) },
  { weight: 1, arbitrary: fc.constant(SPECIAL) },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }).map((text) => PLAIN + text) },
);

/** From 0 to 1; fast-check would draw what is near 0 most often. */
const chance = fc.noBias(fc.nat({ max: 999 })).map((drawn) => drawn / 1_000);

/** The text, mostly as it is; else with something cut out, doubled, or put in. */
export function mutated(texts: Arbitrary<string>, share: number = 0.4): Arbitrary<string> {
  const mutation = fc.record({
    kind: fc.constantFrom('cut', 'double', 'insert'),
    at: chance,
    length: fc.nat({ max: 6 }),
    text: fc.constantFrom(
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ':',
      '/',
      '@',
      '%',
      '\\',
      '\n',
      '\t',
      '#',
      ',',
      '=',
      '\0',
      '&',
      'é',
    ),
  });
  return fc
    .tuple(texts, chance, fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([text, drawn, mutations]) => {
      if (drawn >= share) return text;
      return mutations.reduce((before, { kind, at, length, text: added }) => {
        const start = Math.floor(at * before.length);
        const end = start + length;
        if (kind === 'cut') return before.slice(0, start) + before.slice(end);
        if (kind === 'double') return before.slice(0, end) + before.slice(start);
        return before.slice(0, start) + added + before.slice(start);
      }, text);
    });
}
