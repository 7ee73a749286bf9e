export type { AwsConnection, AwsParts } from './aws-connection.js';
export type { AwsCredential, AwsCredentialProvider } from './aws-credential.js';
export type { AwsNameOptions, AwsOptions } from './aws-options.js';
export type { AwsParameterStoreOptions, ParameterStoreCaller } from './parameter-store/index.js';
export {
  AwsParameterStoreBackend,
  awsParameterStore,
  provider as parameterStoreProvider,
} from './parameter-store/index.js';
export type {
  AwsSecretsManagerOptions,
  ConnectionWords,
  SecretsManagerCaller,
} from './secrets-manager/index.js';
export {
  AwsSecretsManagerBackend,
  awsSecretsManager,
  provider as secretsManagerProvider,
} from './secrets-manager/index.js';
