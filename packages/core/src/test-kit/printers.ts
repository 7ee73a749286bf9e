import assert from 'node:assert';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import v8 from 'node:v8';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { AssertionError, expect } from 'chai';
import { walkedProperties } from './walked-properties.js';

/** Every way in which Node prints an object without being asked for a value of it. */
export const PRINTERS: readonly [name: string, print: (object: object) => string][] = [
  ['a template', (object) => `${object}`],
  ['concatenation', (object) => `x${String(object)}`],
  ['adding a text', (object) => `${['', object].join('')}${''.concat(object as unknown as string)}`],
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
  [
    'inspect with every other option',
    (object) =>
      inspect([object, new Map([[object, object]])], {
        colors: true,
        compact: false,
        sorted: true,
        showProxy: true,
        maxStringLength: null,
        maxArrayLength: null,
        depth: null,
      }),
  ],
  ['%o %O %j %s', (object) => format('%o %O %j %s', object, object, object, object)],
  ['keys and entries', (object) => format(Object.entries(object), Reflect.ownKeys(object), { ...object })],
  ['structuredClone', (object) => inspect(structuredClone(object), { showHidden: true, depth: 9 })],
  ['v8.serialize', (object) => v8.serialize(object).toString('latin1')],
  ['postMessage', (object) => inspect(posted(object), { showHidden: true, depth: 9 })],
  ['console.log, dir and table', (object) => consoleOutput(object)],
  ['a walk over every property, as a debugger does it', (object) => walkedProperties(object)],
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

function posted(object: object): unknown {
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(object);
    return receiveMessageOnPort(port2)?.message;
  } finally {
    port1.close();
  }
}

function consoleOutput(object: object): string {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const out = new Console({ stdout: stream, stderr: stream });
  out.log(object, [object], '%s', object);
  out.dir(object, { showHidden: true, depth: 9 });
  out.table([object, { object }]);
  out.table(object);
  return chunks.join('');
}

function failureOf(assertion: () => unknown): unknown {
  try {
    assertion();
  } catch (error) {
    if (error instanceof AssertionError || error instanceof assert.AssertionError) return error;
    throw error;
  }
  throw new Error('Expected the assertion to fail, and it did not.');
}
