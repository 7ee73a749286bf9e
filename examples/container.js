import 'reflect-metadata';
import { configModule, secretsModule, TOKENS } from 'chatelaine/di';
import { Container } from 'inversify';

const container = new Container();
container.load(await configModule(), secretsModule());
const secrets = container.get(TOKENS.Secrets);
console.log((await secrets.getVariable('hello')).reveal());
await container.unbindAllAsync(); // closes the secrets and every backend
