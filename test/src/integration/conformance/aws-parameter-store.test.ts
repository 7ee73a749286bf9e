import { itBehavesLikeABackend } from '@chatelaine/testing';
import { awsParameterStoreHarness } from './aws-parameter-store-harness.js';

describe('The provider aws-parameter-store', () => {
  itBehavesLikeABackend(awsParameterStoreHarness());
});
