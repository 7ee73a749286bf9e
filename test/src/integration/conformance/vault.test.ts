import { itBehavesLikeABackend } from '@chatelaine/testing';
import { vaultHarness } from './vault-harness.js';

itBehavesLikeABackend(vaultHarness());
