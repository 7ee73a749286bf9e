import type { SecretsBackend } from '@chatelaine/core';
import { memory } from '../memory/memory-backend.js';
import { MemoryContents } from '../memory/memory-contents.js';
import type { Fault } from '../unreliable/fault.js';
import { unreliable } from '../unreliable/unreliable-backend.js';
import type { BackendHarness, StoreFault } from './backend-harness.js';

const FAULTS: Readonly<Record<StoreFault, Fault>> = {
  'throttled with retry-after': { retryAfterMs: 2_000 },
  'throttled without header': 'throttled',
  'throttled with status 400': 'throttled',
  'server error': 'unavailable',
  hang: 'hang',
  reset: 'unavailable',
  'malformed body': 'malformed',
};

/** A backend that can do and suffer everything, with one thing about it changed. */
export function unreliableHarness(
  change: (sound: SecretsBackend) => Partial<SecretsBackend> = () => ({}),
): BackendHarness {
  const contents = new MemoryContents();
  const open = (fault: Fault, name = 'unreliable'): SecretsBackend => {
    const sound = unreliable(memory({ name, contents, local: false }), { chance: 1, faults: [fault] });
    return { ...sound, ...change(sound) };
  };
  return {
    provider: 'unreliable',
    testedAgainst: 'itself',
    capabilities: {
      versions: true,
      teams: true,
      batch: true,
      list: true,
      describe: true,
      write: true,
      remove: true,
      watch: true,
      binary: true,
      empty: true,
      illegalNames: 'none',
    },
    start: async () => undefined,
    stop: async () => undefined,
    open: ({ context } = {}) => open('none', context?.name),
    seed: async (ref, value) => contents.set(ref, value),
    unseed: async (ref) => void contents.delete(ref),
    disable: async (ref) => contents.disable(ref),
    openDenied: () => open('denied'),
    openUnauthenticated: () => open('unauthenticated'),
    openBroken: (fault) => open(FAULTS[fault]),
    leaks: { provider: { name: 'unreliable', create: () => open('none') }, open: () => ({}) },
    noPrefixes: 'it has none',
  };
}
