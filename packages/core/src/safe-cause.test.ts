import { inspect } from 'node:util';
import { expect } from 'chai';
import { SecretsError } from './errors.js';
import { safeCause } from './safe-cause.js';

const CANARY = 'kX7-canary-zQ9';

describe('A safe cause', () => {
  it('keeps class, system code, status and request id', () => {
    const error = Object.assign(new TypeError(CANARY), {
      code: 'ECONNRESET',
      statusCode: 503,
      requestId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    });
    expect(safeCause(error)).to.include({
      name: 'TypeError',
      code: 'ECONNRESET',
      status: 503,
      requestId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    });
  });

  it('keeps the stack without the message, whatever its lines look like', () => {
    const cause = safeCause(new Error(`first\n    at ${CANARY} (file.js:1:1)\nlast`));
    expect(cause.stack).to.match(/^ {4}at /);
    expect(inspect(cause)).not.to.include(CANARY);
  });

  it('keeps no stack when the message is not where it should be', () => {
    const error = new Error(CANARY);
    expect(error.stack).to.include(CANARY);
    error.message = 'changed afterwards';
    expect(safeCause(error)).not.to.have.property('stack');
  });

  const hostile: readonly [string, unknown][] = [
    ['a name', Object.assign(new Error('x'), { name: CANARY })],
    ['a code', Object.assign(new Error('x'), { code: CANARY })],
    ['an upper-case code', Object.assign(new Error('x'), { code: 'ESECRETVALUE' })],
    ['a request id', Object.assign(new Error('x'), { requestId: CANARY })],
    ['a status', Object.assign(new Error('x'), { statusCode: CANARY })],
    ['a body', Object.assign(new Error('x'), { response: { body: CANARY } })],
    ['its cause', new Error('x', { cause: new Error(CANARY) })],
    ['a thrown string', CANARY],
    [
      'a throwing getter',
      Object.defineProperty(new Error('x'), 'code', {
        get: () => {
          throw new Error(CANARY);
        },
      }),
    ],
  ];
  for (const [where, error] of hostile) {
    it(`leaves out what somebody else wrote into ${where}`, () => {
      const printed = inspect(safeCause(error), { depth: 9, showHidden: true });
      expect(printed).not.to.include(CANARY);
      expect(printed).not.to.include('ESECRETVALUE');
    });
  }

  it('keeps words that the table of the provider holds', () => {
    const error = Object.assign(new Error('x'), { name: 'RestError', code: 'SecretDisabled' });
    expect(safeCause(error, { names: ['RestError'], codes: ['SecretDisabled'] })).to.include({
      name: 'RestError',
      code: 'SecretDisabled',
    });
  });

  it('is the error itself when that is ours', () => {
    const error = new SecretsError('TIMEOUT', 'x');
    expect(safeCause(error)).to.equal(error);
  });
});
