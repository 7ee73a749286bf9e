import assert from 'node:assert';
import { format, inspect } from 'node:util';
import v8 from 'node:v8';
import { AssertionError, expect } from 'chai';

/** Every way in which Node prints an object without being asked for a value of it. */
export const PRINTERS: readonly [name: string, print: (object: object) => string][] = [
  ['a template', (object) => `${object}`],
  ['concatenation', (object) => `x${String(object)}`],
  ['a number', (object) => String(Number(object))],
  ['JSON', (object) => JSON.stringify({ object })],
  ['inspect', (object) => inspect(object)],
  [
    'inspect of all that is hidden',
    (object) => inspect(object, { showHidden: true, getters: true, depth: 9 }),
  ],
  [
    'inspect without custom printing',
    (object) => inspect(object, { customInspect: false, showHidden: true, getters: true, depth: 9 }),
  ],
  ['%o %O %j %s', (object) => format('%o %O %j %s', object, object, object, object)],
  ['keys and entries', (object) => format(Object.entries(object), Reflect.ownKeys(object), { ...object })],
  ['structuredClone', (object) => inspect(structuredClone(object), { showHidden: true, depth: 9 })],
  ['v8.serialize', (object) => v8.serialize(object).toString('latin1')],
  ['an error message', (object) => inspect(new Error(`failed with ${object}`, { cause: object }))],
  [
    'a failed assertion of chai',
    (object) => inspect(failureOf(() => expect(object).to.deep.equal({ a: 1 }))),
  ],
  [
    'a failed assertion of Node',
    (object) => inspect(failureOf(() => assert.deepStrictEqual(object, { a: 1 }))),
  ],
];

function failureOf(assertion: () => unknown): unknown {
  try {
    assertion();
  } catch (error) {
    if (error instanceof AssertionError || error instanceof assert.AssertionError) return error;
    throw error;
  }
  throw new Error('Expected the assertion to fail, and it did not.');
}
