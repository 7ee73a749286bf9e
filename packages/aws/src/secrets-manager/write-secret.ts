import type { SecretValue, WrittenSecret } from '@chatelaine/core';
import type { AwsService } from '../aws-service.js';
import { readMetadata } from './read-metadata.js';
import { restoreSecret } from './remove-secret.js';
import { loadSdk, type SecretsManagerCaller } from './sdk.js';

export interface SecretWrite {
  readonly name: string;
  readonly value: SecretValue;
  /** The key that encrypts a new secret. */
  readonly kmsKeyId: string | undefined;
  readonly signal: AbortSignal;
}

/** Adds a version; makes the secret first where there is none, and takes back its deletion where that is scheduled. */
export async function writeSecret(
  service: AwsService<SecretsManagerCaller>,
  write: SecretWrite,
): Promise<WrittenSecret> {
  const { name, signal } = write;
  const before = await readMetadata(service, name, signal);
  if (before?.DeletedDate !== undefined) await restoreSecret(service, name, signal);
  const first = before === undefined ? await createSecret(service, write) : undefined;
  const version = first ?? (await putVersion(service, write));
  return { name, ...(version === undefined ? {} : { version }) };
}

const valueInput = (value: SecretValue) =>
  typeof value === 'string' ? { SecretString: value } : { SecretBinary: value };

async function putVersion(
  service: AwsService<SecretsManagerCaller>,
  { name, value, signal }: SecretWrite,
): Promise<string | undefined> {
  const answer = await service.call({
    subject: `the write of "${name}"`,
    signal,
    send: async (client, options) => {
      const { PutSecretValueCommand } = await loadSdk();
      return client.send(new PutSecretValueCommand({ SecretId: name, ...valueInput(value) }), options);
    },
  });
  return answer?.VersionId;
}

/** Resolves to the first version, or to `undefined` where somebody else was faster. */
async function createSecret(
  service: AwsService<SecretsManagerCaller>,
  { name, value, kmsKeyId, signal }: SecretWrite,
): Promise<string | undefined> {
  const answer = await service.call({
    subject: `the write of "${name}"`,
    signal,
    isMissing: ({ name: failure }) => failure === 'ResourceExistsException',
    send: async (client, options) => {
      const { CreateSecretCommand } = await loadSdk();
      const key = kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId };
      return client.send(new CreateSecretCommand({ Name: name, ...valueInput(value), ...key }), options);
    },
  });
  return answer?.VersionId;
}
