import { expect } from 'chai';
import { createSecrets } from './assemble.js';
import type { FindCallOptions, Secrets } from './secrets.js';
import { caught } from './test-kit/caught.js';
import { ScriptedBackend } from './test-kit/scripted-backend.js';

const CANARY = 'kX7-canary-zQ9';

describe('The options of a read', () => {
  let vault: ScriptedBackend;
  let secrets: Secrets;

  beforeEach(() => {
    vault = new ScriptedBackend('vault', 'x');
    secrets = createSecrets({ backends: [vault] });
  });
  afterEach(() => secrets.close());

  const KNOWN = 'signal, timeoutMs, fresh, version, team';
  const mistakes: readonly [what: string, options: unknown, message: string][] = [
    [
      'of another name',
      { timeout: 5 },
      '"timeout" is not among the options of a read. Did you mean "timeoutMs", a number of milliseconds?',
    ],
    [
      'of a name that is like no other, which is not said',
      { [CANARY]: 5 },
      `A key is not among the options of a read. Known here: ${KNOWN}.`,
    ],
    [
      'that are a default value',
      CANARY,
      'The options of a read are no object. Pass { version } or { timeoutMs }; ' +
        'a default goes behind: (await secrets.findSecret(id))?.reveal() ?? "default".',
    ],
    ['that are a number', 500, 'The options of a read are no object. Pass { timeoutMs: 500 }.'],
    [
      'that are a signal',
      new AbortController().signal,
      'The options of a read are a signal. Pass { signal }.',
    ],
    [
      'with a controller for a signal',
      { signal: new AbortController() },
      '"signal" is no AbortSignal. Pass that of an AbortController: { signal: controller.signal }.',
    ],
    [
      'with no signal',
      { signal: null },
      '"signal" is no AbortSignal. Pass that of an AbortController: { signal: controller.signal }.',
    ],
    [
      'with a text for a time',
      { timeoutMs: '5s' },
      '"timeoutMs" is no time. Give milliseconds as a number, at most 24 days.',
    ],
    ['with a text for a yes', { fresh: 'yes' }, '"fresh" is neither true nor false. Pass { fresh: true }.'],
  ];

  for (const [what, options, message] of mistakes) {
    it(`${what}, are refused before a backend is asked`, async () => {
      const given = options as FindCallOptions;
      for (const call of [
        () => secrets.getSecret('a', given),
        () => secrets.findConnection('a', given),
        () => secrets.getMany(['secret/a'], given),
        () => secrets.preload(['secret/a'], given),
        () => secrets.explain('secret/a', given),
      ]) {
        const error = await caught(call);
        expect(error.code).to.equal('INVALID_CONFIG');
        expect(error.message).not.to.include(CANARY);
      }
      expect((await caught(secrets.getSecret('a', given))).message).to.equal(message);
      expect(vault.asked).to.deep.equal([]);
    });
  }

  it('are not looked at while what is kept is served', async () => {
    await secrets.getSecret('a');
    const mistyped = { timeout: 5 } as FindCallOptions;
    expect((await secrets.getSecret('a', mistyped)).reveal()).to.equal('x');
    expect((await caught(secrets.getSecret('a', { ...mistyped, fresh: true }))).code).to.equal(
      'INVALID_CONFIG',
    );
  });

  it('may be null, and hold what is undefined', async () => {
    const none = null as unknown as FindCallOptions;
    expect((await secrets.getSecret('a', none)).reveal()).to.equal('x');
    expect((await secrets.getSecret('a', none)).reveal()).to.equal('x');
    await secrets.preload(['secret/b'], none);
    await secrets.explain('secret/a', none);
    const mistyped = { timeout: undefined } as FindCallOptions;
    await secrets.getSecret('c', mistyped);
  });

  it('hold no version or team of many references, nor more than a deadline of an explanation', async () => {
    const given = { version: '7' } as object;
    const error = await caught(secrets.getMany(['secret/a'], given));
    expect(error.field).to.deep.equal(['version']);
    expect(error.message).to.equal(
      'Many references share no version and no team. ' +
        'A version or a team belongs to its reference: { kind, id, version, team }.',
    );
    expect((await caught(secrets.preload(['secret/a'], { team: 'data' } as object))).field).to.deep.equal([
      'team',
    ]);
    expect((await caught(secrets.explain('secret/a', { fresh: true } as object))).message).to.equal(
      'A key is not among the options of a read. Known here: signal, timeoutMs.',
    );
  });
});

describe('A list of references', () => {
  it('is a list, even of one', async () => {
    const secrets = createSecrets({ backends: [new ScriptedBackend('vault', 'x')] });
    for (const refs of [
      'variable/hello',
      undefined,
      { kind: 'variable', id: 'hello' },
      new Set(['variable/hello']),
    ]) {
      for (const call of ['getMany', 'preload'] as const) {
        const error = await caught(secrets[call](refs as unknown as string[]));
        expect(error.code).to.equal('INVALID_REFERENCE');
        expect(error.message).to.equal(
          'The references are no list. Pass one, even of a single reference: ["variable/hello"].',
        );
      }
    }
    await secrets.close();
  });
});
