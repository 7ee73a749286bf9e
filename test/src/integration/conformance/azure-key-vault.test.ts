import { itBehavesLikeABackend } from '@chatelaine/testing';
import { azureKeyVaultHarness } from './azure-key-vault-harness.js';

itBehavesLikeABackend(azureKeyVaultHarness());
