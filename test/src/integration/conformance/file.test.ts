import { itBehavesLikeABackend } from '@chatelaine/testing';
import { fileHarness } from './file-harness.js';

itBehavesLikeABackend(fileHarness());
