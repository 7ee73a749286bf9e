import assert from 'node:assert';
import { createBackend } from '@chatelaine/core';
import { Container } from 'inversify';
import { arm, measure, row } from '../measure.js';

const COUNT = 10;
const GOAL = { atLeast: 50 };
const CONTEXT = { name: 'bound', directory: '/', env: {} };

/** Ten backends made from their providers, each then looked up by its name. */
export async function measureRows() {
  const providers = Array.from({ length: COUNT }, (_unused, index) => providerOf(`provider${index}`));
  const tokens = providers.map(({ name }) => Symbol.for(`bench.${name}`));
  let kept;
  const [ours, container] = await measure([
    arm('createBackend', () => {
      const backends = new Map(
        providers.map((provider) => [provider.name, createBackend(provider, undefined, CONTEXT)]),
      );
      for (const { name } of providers) kept = backends.get(name);
    }),
    arm('inversify', () => {
      const made = new Container();
      for (const [index, provider] of providers.entries()) {
        made
          .bind(tokens[index])
          .toResolvedValue(() => provider.create(undefined, CONTEXT))
          .inSingletonScope();
      }
      for (const token of tokens) kept = made.get(token);
    }),
  ]);
  assert.notStrictEqual(kept, undefined);
  return [row('5 ten backends made and looked up', ours, container, GOAL)];
}

const providerOf = (name) => ({
  name,
  create: (_options, context) => ({ name: context.name, find: async () => undefined }),
});
