import { type BackendCapabilities, type BackendHarness, MemoryContents, memory } from '@chatelaine/testing';
import { memoryCheck } from './memory-check.js';

export const MEMORY_CAPABILITIES: BackendCapabilities = {
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
};

/** A store in this process that several backends share. */
export function memoryHarness(): BackendHarness {
  const contents = new MemoryContents();
  return {
    provider: 'memory',
    testedAgainst: 'itself: it has no store but its own',
    capabilities: MEMORY_CAPABILITIES,
    start: async () => undefined,
    stop: async () => undefined,
    open: ({ context } = {}) => memory({ name: context?.name ?? 'memory', contents, local: false }),
    seed: async (ref, value) => contents.set(ref, value),
    unseed: async (ref) => void contents.delete(ref),
    disable: async (ref) => contents.disable(ref),
    openDenied: 'nobody is refused; `unreliable` around it refuses',
    openUnauthenticated: 'nobody logs in; `unreliable` around it knows nobody',
    openBroken: 'nothing can fail; `unreliable` around it fails',
    leaks: memoryCheck('memory'),
    noPrefixes: 'there are no names but those of references, and no prefixes',
  };
}
