import 'reflect-metadata';
import { backendModule, fileModule, secretsModule, TOKENS } from 'chatelaine/di';
import { Container } from 'inversify';
import { provider } from './custom-backend/chest.js';

const container = new Container();
container.load(
  backendModule(provider, undefined, { name: 'mine' }), // any provider becomes a module
  fileModule({ path: './dev-secrets.yaml' }), // what a provider's own "di" exports is the same
  secretsModule(),
);
container.bind(TOKENS.OnError).toConstantValue('next');
const secrets = container.get(TOKENS.Secrets);
console.log((await secrets.getVariable('hello')).origin.backend);
await container.unbindAllAsync();
