import { itBehavesLikeABackend } from '@chatelaine/testing';
import { memoryHarness } from './memory-harness.js';

itBehavesLikeABackend(memoryHarness());
