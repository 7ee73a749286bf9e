import { itBehavesLikeABackend } from '@chatelaine/testing';
import { awsSecretsManagerHarness } from './aws-secrets-manager-harness.js';

describe('The provider aws-secrets-manager', () => {
  itBehavesLikeABackend(awsSecretsManagerHarness());
});
