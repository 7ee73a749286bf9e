import 'reflect-metadata';
import { expect } from 'chai';
import { Container } from 'inversify';
import { createSecrets } from '../assemble.js';
import type { SecretsProvider } from '../provider.js';
import { caught } from '../test-kit/caught.js';
import { answering, found } from '../test-kit/fake-backend.js';
import { backendModule, secretsModule, TOKENS } from './index.js';

const closed: string[] = [];

const holding = (id: string): SecretsProvider<undefined> => ({
  name: id,
  create: (_options, context) => ({
    name: context.name,
    find: async (ref) => (ref.id === id ? found(`${id} from ${context.directory}`) : undefined),
    close: async () => {
      closed.push(context.name);
    },
  }),
});

describe('The container modules', () => {
  it('give secrets over every backend, in the order in which modules were loaded', async () => {
    const container = new Container();
    container.load(
      backendModule(holding('a')),
      backendModule(holding('b'), undefined, { name: 'second' }),
      secretsModule(),
    );
    const steps = (await container.get(TOKENS.Secrets).explain('secret/nothing')).steps;
    expect(steps.map((step) => step.backend)).to.deep.equal(['a', 'second']);
  });

  it('build the same graph as createSecrets', async () => {
    const container = new Container();
    container.load(backendModule(holding('a')), secretsModule());
    const plain = createSecrets({
      backends: [
        holding('a').create(undefined, {
          name: 'a',
          directory: process.cwd(),
          env: {},
          clock: { now: Date.now, after: () => () => undefined },
        }),
      ],
    });
    expect((await container.get(TOKENS.Secrets).getSecret('a')).reveal()).to.equal(
      (await plain.getSecret('a')).reveal(),
    );
  });

  it('take the surroundings and the policy from the container', async () => {
    const container = new Container();
    container.load(backendModule(holding('a')), secretsModule());
    container.bind(TOKENS.ProviderContext).toConstantValue({
      name: 'ignored',
      directory: '/config',
      env: {},
      clock: { now: () => 0, after: () => () => undefined },
    });
    container.bind(TOKENS.OnError).toConstantValue('next');
    expect((await container.get(TOKENS.Secrets).getSecret('a')).reveal()).to.equal('a from /config');
  });

  it('take what outlives the process from the container', async () => {
    const container = new Container();
    container.load(backendModule(holding('a')), secretsModule());
    const remembered: string[] = [];
    container.bind(TOKENS.LastKnownGood).toConstantValue({
      maxAgeMs: 1_000,
      recall: async () => undefined,
      remember: ({ id }) => remembered.push(id),
      forget: () => undefined,
      close: async () => undefined,
    });
    await container.get(TOKENS.Secrets).getSecret('a');
    expect(remembered).to.deep.equal(['a']);
  });

  it('close what was opened when the container is unbound', async () => {
    closed.length = 0;
    const container = new Container();
    container.load(backendModule(holding('a')), secretsModule());
    const secrets = container.get(TOKENS.Secrets);
    await container.unbindAllAsync();
    expect(closed).to.include('a');
    expect((await caught(secrets.getSecret('a'))).code).to.equal('CLOSED');
  });

  it('say in our own words that there is no backend', async () => {
    const container = new Container();
    container.load(secretsModule());
    expect((await caught(() => container.get(TOKENS.Secrets))).code).to.equal('INVALID_CONFIG');
  });

  it('accept backends that were made elsewhere', async () => {
    const container = new Container();
    container.load(secretsModule());
    container.bind(TOKENS.Backend).toConstantValue(answering('mine', found('x')));
    expect((await container.get(TOKENS.Secrets).getSecret('a')).reveal()).to.equal('x');
  });
});
