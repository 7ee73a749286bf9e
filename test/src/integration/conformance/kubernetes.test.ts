import { itBehavesLikeABackend } from '@chatelaine/testing';
import { kubernetesHarness } from './kubernetes-harness.js';

itBehavesLikeABackend(kubernetesHarness());
