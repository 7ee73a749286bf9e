import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { SecretRef, SecretValue } from '@chatelaine/core';

/** The region and the access key of every test: moto takes any. */
export const AWS_LOGIN = {
  region: 'eu-central-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
} as const;

/** Changes what a service holds by another way than a backend. */
export interface AwsAdmin {
  seed(ref: SecretRef, value: SecretValue): Promise<string | undefined>;
  unseed(ref: SecretRef): Promise<void>;
  close(): void;
}

const PREFIX = {
  connection: 'airflow/connections/',
  variable: 'airflow/variables/',
  config: 'airflow/config/',
  secret: '',
};

/** Airflow's own rule, written down a second time. */
export function nameOf({ kind, id, team }: SecretRef): string {
  return `${PREFIX[kind]}${team === undefined ? '' : `${team}--`}${id}`;
}

export function secretsManagerAdmin(endpoint: string): AwsAdmin {
  const client = new SecretsManagerClient(settings(endpoint));
  return {
    async seed(ref, value) {
      const held = typeof value === 'string' ? { SecretString: value } : { SecretBinary: value };
      try {
        return (await client.send(new PutSecretValueCommand({ SecretId: nameOf(ref), ...held }))).VersionId;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
        return (await client.send(new CreateSecretCommand({ Name: nameOf(ref), ...held }))).VersionId;
      }
    },
    async unseed(ref) {
      await client.send(new DeleteSecretCommand({ SecretId: nameOf(ref), ForceDeleteWithoutRecovery: true }));
    },
    close: () => client.destroy(),
  };
}

export function parameterStoreAdmin(endpoint: string): AwsAdmin {
  const client = new SSMClient(settings(endpoint));
  return {
    async seed(ref, value) {
      const written = await client.send(
        new PutParameterCommand({
          Name: parameterName(ref),
          Value: typeof value === 'string' ? value : Buffer.from(value).toString('utf8'),
          Type: 'SecureString',
          Overwrite: true,
          Tier: 'Advanced',
        }),
      );
      return written.Version === undefined ? undefined : String(written.Version);
    },
    async unseed(ref) {
      await client.send(new DeleteParameterCommand({ Name: parameterName(ref) }));
    },
    close: () => client.destroy(),
  };
}

const parameterName = (ref: SecretRef): string =>
  ref.kind === 'secret' && !ref.id.includes('/') ? ref.id : `/${nameOf(ref).replace(/^\//, '')}`;

function settings(endpoint: string) {
  const { region, ...credentials } = AWS_LOGIN;
  return { endpoint, region, credentials };
}
