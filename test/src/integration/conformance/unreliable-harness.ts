import type { SecretsBackend } from '@chatelaine/core';
import {
  type BackendHarness,
  type Fault,
  MemoryContents,
  memory,
  type StoreFault,
  unreliable,
} from '@chatelaine/testing';
import { memoryCheck } from './memory-check.js';
import { MEMORY_CAPABILITIES } from './memory-harness.js';

const FAULTS: Readonly<Record<StoreFault, Fault>> = {
  'throttled with retry-after': { retryAfterMs: 2_000 },
  'throttled without header': 'throttled',
  'throttled with status 400': 'throttled',
  'server error': 'unavailable',
  hang: 'hang',
  reset: 'unavailable',
  'malformed body': 'malformed',
};

/** A store in this process behind calls that can fail. */
export function unreliableHarness(): BackendHarness {
  const contents = new MemoryContents();
  const open = (fault: Fault = 'none', name = 'unreliable'): SecretsBackend =>
    unreliable(memory({ name, contents, local: false }), { chance: 1, faults: [fault] });
  return {
    provider: 'unreliable',
    testedAgainst: 'the backend in memory, with faults made on purpose',
    capabilities: MEMORY_CAPABILITIES,
    start: async () => undefined,
    stop: async () => undefined,
    open: ({ context } = {}) => open('none', context?.name),
    seed: async (ref, value) => contents.set(ref, value),
    unseed: async (ref) => void contents.delete(ref),
    disable: async (ref) => contents.disable(ref),
    openDenied: () => open('denied'),
    openUnauthenticated: () => open('unauthenticated'),
    openBroken: (fault) => open(FAULTS[fault]),
    leaks: memoryCheck('unreliable', { denied: 'denied', unauthenticated: 'unauthenticated', ...FAULTS }),
    noPrefixes: 'it asks as the backend inside does',
  };
}
