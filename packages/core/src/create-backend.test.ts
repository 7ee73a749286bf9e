import { inspect } from 'node:util';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { expect } from 'chai';
import * as v from 'valibot';
import { createBackend } from './create-backend.js';
import { SecretsError } from './errors.js';
import type { ProviderContext, SecretsProvider } from './provider.js';
import { caught } from './test-kit/caught.js';

const CANARY = 'kX7-canary-zQ9';

const provider: SecretsProvider<{
  vaultUrl: string;
  mode?: 'a' | 'b' | undefined;
  limits?: { reads: number }[] | undefined;
}> = {
  name: 'demo',
  options: toStandardJsonSchema(
    v.strictObject({
      vaultUrl: v.pipe(
        v.string(),
        v.url(),
        v.description('the address of the vault, https://<name>.example.com'),
      ),
      mode: v.optional(v.picklist(['a', 'b'])),
      limits: v.optional(
        v.array(v.object({ reads: v.pipe(v.number(), v.description('reads in 10 seconds')) })),
      ),
    }),
  ),
  create: (options, context) => ({
    name: context.name,
    find: async () => ({ value: options.vaultUrl, name: 'x' }),
  }),
};

describe('createBackend', () => {
  it("creates a backend from checked options, with the provider's name as label", () => {
    expect(createBackend(provider, { vaultUrl: 'https://a.example.com' }).name).to.equal('demo');
    expect(createBackend(provider, { vaultUrl: 'https://a.example.com' }, { name: 'prod' }).name).to.equal(
      'prod',
    );
  });

  it('hands out what surrounds a backend: folder, environment and clock', () => {
    let seen: ProviderContext | undefined;
    createBackend(
      {
        name: 'demo',
        create: (_options, context) => {
          seen = context;
          return { name: 'x', find: async () => undefined };
        },
      },
      undefined,
    );
    expect(seen).to.include({ name: 'demo', directory: process.cwd(), env: process.env });
  });

  const faults: readonly [string, unknown, string, readonly (string | number)[]][] = [
    [
      'an unknown option',
      { vaultUrl: 'https://a', vaultUr: CANARY },
      'demo: option "vaultUr" is not known. Did you mean "vaultUrl"?',
      ['vaultUr'],
    ],
    [
      'a missing option',
      {},
      'demo: option "vaultUrl" is missing. Expected: the address of the vault, https://<name>.example.com.',
      ['vaultUrl'],
    ],
    [
      'no options at all',
      undefined,
      'demo: option "vaultUrl" is missing. Expected: the address of the vault, https://<name>.example.com.',
      ['vaultUrl'],
    ],
    [
      'a wrong option',
      { vaultUrl: CANARY },
      'demo: option "vaultUrl" is not valid. Expected: the address of the vault, https://<name>.example.com.',
      ['vaultUrl'],
    ],
    [
      'a wrong choice',
      { vaultUrl: 'https://a', mode: CANARY },
      'demo: option "mode" is not valid. One of: a, b.',
      ['mode'],
    ],
    [
      'a fault deep inside',
      { vaultUrl: 'https://a', limits: [{ reads: CANARY }] },
      'demo: option "limits.0.reads" is not valid. Expected: reads in 10 seconds.',
      ['limits', 0, 'reads'],
    ],
    ['options that are no object', CANARY, 'demo: the options are not valid.', []],
  ];
  for (const [what, input, message, field] of faults) {
    it(`says what is wrong with ${what}, and never its value`, async () => {
      const error = await caught(() => createBackend(provider, input));
      expect(error).to.include({ code: 'INVALID_CONFIG', backend: 'demo', message });
      expect(error.field).to.deep.equal(field);
      expect(inspect(error, { depth: 9, showHidden: true })).not.to.include(CANARY);
    });
  }

  it('does not show a key that does not read like a name', async () => {
    const error = await caught(() => createBackend(provider, { vaultUrl: 'https://a', 'pa55 word!': 1 }));
    expect(error.message).to.match(/^demo: an option is not known\./);
    expect(error.field).to.deep.equal(['?']);
  });

  it('refuses options for a provider that takes none', async () => {
    const plain: SecretsProvider<undefined> = {
      name: 'plain',
      create: () => ({ name: 'plain', find: async () => undefined }),
    };
    expect(createBackend(plain, {}).name).to.equal('plain');
    expect((await caught(() => createBackend(plain, { a: 1 }))).message).to.equal(
      'plain: this provider takes no options. Remove them; its author declares them in the "options" of the provider.',
    );
  });

  it('keeps nothing of what options throw that a provider without a schema is given', async () => {
    const plain: SecretsProvider<undefined> = {
      name: 'plain',
      create: () => ({ name: 'plain', find: async () => undefined }),
    };
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new TypeError('pa55word');
        },
      },
    );
    const error = await caught(() => createBackend(plain, trap));
    expect(error.code).to.equal('INVALID_CONFIG');
    expect(inspect(error, { depth: 9, showHidden: true })).not.to.include('pa55word');
  });

  it('refuses a schema that answers asynchronously', async () => {
    const slow: SecretsProvider<unknown> = {
      ...provider,
      options: { '~standard': { version: 1, vendor: 'x', validate: async (value) => ({ value }) } },
    } as SecretsProvider<unknown>;
    expect((await caught(() => createBackend(slow, {}))).message).to.include('asynchronously');
  });

  it('works with a schema that gives no JSON Schema', async () => {
    const terse: SecretsProvider<unknown> = {
      name: 'terse',
      options: {
        '~standard': {
          version: 1,
          vendor: 'x',
          validate: () => ({ issues: [{ message: CANARY, path: [{ key: 'a' }] }] }),
        },
      },
      create: () => ({ name: 'terse', find: async () => undefined }),
    };
    const error = await caught(() => createBackend(terse, { a: 1 }));
    expect(error.message).to.equal('terse: option "a" is not valid.');
  });

  it('passes on what a provider explains, and nothing of what it does not', async () => {
    const explained = new SecretsError('INVALID_CONFIG', 'clientSecret is missing.', {
      field: ['clientSecret'],
    });
    const throwing = (error: Error): SecretsProvider<undefined> => ({
      name: 'bad',
      create: () => {
        throw error;
      },
    });
    expect(await caught(() => createBackend(throwing(explained), undefined))).to.equal(explained);
    const error = await caught(() => createBackend(throwing(new Error(CANARY)), undefined));
    expect(error.code).to.equal('INTERNAL');
    expect(inspect(error, { depth: 9, showHidden: true })).not.to.include(CANARY);
  });

  it('refuses a promise in place of a backend, and what is none, without a crash', async () => {
    const making = (backend: unknown): SecretsProvider<undefined> => ({
      name: 'bad',
      create: () => backend as never,
    });
    const promised = await caught(() => createBackend(making(Promise.reject(new Error(CANARY))), undefined));
    expect(promised.message).to.equal(
      'bad: the provider "bad" created a promise. Its create function must not be async: a backend connects when it is first asked.',
    );
    for (const nothing of [
      undefined,
      null,
      'env',
      {},
      { name: 'x' },
      { name: 'two\nlines', find: async () => undefined },
    ]) {
      expect((await caught(() => createBackend(making(nothing), undefined))).code).to.equal('INTERNAL');
    }
  });

  it('passes on nothing of what a schema throws, or rejects with', async () => {
    const checking = (validate: () => never): SecretsProvider<unknown> => ({
      name: 'bad',
      options: { '~standard': { version: 1, vendor: 'x', validate } },
      create: () => ({ name: 'bad', find: async () => undefined }),
    });
    const throwing = checking(() => {
      throw new Error(CANARY);
    });
    const rejecting = checking((() => Promise.reject(new Error(CANARY))) as () => never);
    for (const provider of [throwing, rejecting]) {
      const error = await caught(() => createBackend(provider, {}));
      expect(error.code).to.equal('INVALID_CONFIG');
      expect(inspect(error, { depth: 9, showHidden: true })).not.to.include(CANARY);
    }
  });
});
