export type { AwsConnection, AwsParts } from '../aws-connection.js';
export type { AwsCredential, AwsCredentialProvider } from '../aws-credential.js';
export { AwsParameterStoreBackend, awsParameterStore } from './parameter-store-backend.js';
export type { AwsParameterStoreOptions } from './parameter-store-options.js';
export { provider } from './provider.js';
export type { ParameterStoreCaller } from './sdk.js';
