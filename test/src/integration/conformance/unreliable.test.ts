import { itBehavesLikeABackend } from '@chatelaine/testing';
import { unreliableHarness } from './unreliable-harness.js';

itBehavesLikeABackend(unreliableHarness());
