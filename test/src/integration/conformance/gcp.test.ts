import { itBehavesLikeABackend } from '@chatelaine/testing';
import { gcpHarness } from './gcp-harness.js';

itBehavesLikeABackend(gcpHarness());
