import { itBehavesLikeABackend } from '@chatelaine/testing';
import { kubernetesMountHarness } from './kubernetes-mount-harness.js';

itBehavesLikeABackend(kubernetesMountHarness());
