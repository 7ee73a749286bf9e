import { itBehavesLikeABackend } from '@chatelaine/testing';
import { envHarness } from './env-harness.js';

itBehavesLikeABackend(envHarness());
