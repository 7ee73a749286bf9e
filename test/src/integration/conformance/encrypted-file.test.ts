import { itBehavesLikeABackend } from '@chatelaine/testing';
import { encryptedFileHarness } from './encrypted-file-harness.js';

itBehavesLikeABackend(encryptedFileHarness());
