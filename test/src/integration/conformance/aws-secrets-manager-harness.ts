import { awsSecretsManager } from '@chatelaine/aws/secrets-manager';
import type { BackendHarness } from '@chatelaine/testing';
import { secretsManagerAdmin } from '../../support/aws-admin.js';
import { awsHarness } from './aws-harness.js';

export const awsSecretsManagerHarness = (): BackendHarness =>
  awsHarness({
    provider: 'aws-secrets-manager',
    capabilities: {
      versions: true,
      teams: true,
      batch: true,
      list: true,
      describe: true,
      write: true,
      remove: true,
      watch: false,
      binary: true,
      empty: false,
      maxBytes: 65_536,
      illegalNames: 'more than 512 characters, or any but letters, digits and /_+=.@-',
    },
    pageSize: 100,
    create: awsSecretsManager,
    admin: secretsManagerAdmin,
  });
