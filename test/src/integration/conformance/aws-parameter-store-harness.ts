import { awsParameterStore } from '@chatelaine/aws/parameter-store';
import type { BackendHarness } from '@chatelaine/testing';
import { parameterStoreAdmin } from '../../support/aws-admin.js';
import { awsHarness } from './aws-harness.js';

export const awsParameterStoreHarness = (): BackendHarness =>
  awsHarness({
    provider: 'aws-parameter-store',
    capabilities: {
      versions: true,
      teams: true,
      batch: true,
      list: true,
      describe: true,
      write: true,
      remove: true,
      watch: false,
      binary: false,
      empty: false,
      maxBytes: 8_192,
      illegalNames: 'more than 1,011 characters or 15 levels, or any but letters, digits and _.-/',
    },
    pageSize: 50,
    create: awsParameterStore,
    admin: parameterStoreAdmin,
  });
