export type { AwsConnection, AwsParts } from '../aws-connection.js';
export type { AwsCredential, AwsCredentialProvider } from '../aws-credential.js';
export type { ConnectionWords } from './connection-words.js';
export { provider } from './provider.js';
export type { SecretsManagerCaller } from './sdk.js';
export { AwsSecretsManagerBackend, awsSecretsManager } from './secrets-manager-backend.js';
export type { AwsSecretsManagerOptions } from './secrets-manager-options.js';
