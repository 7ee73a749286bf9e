import type { SecretsBackend } from '@chatelaine/core';
import { type Fault, type LeakCheck, MemoryContents, memory, unreliable } from '@chatelaine/testing';

/** A store in memory, behind faults where there are any, whose provider takes no options. */
export function memoryCheck(provider: string, faults: Readonly<Record<string, Fault>> = {}): LeakCheck {
  let contents = new MemoryContents();
  let fault: Fault | undefined;
  return {
    provider: {
      name: provider,
      create: (_options, { name }): SecretsBackend => {
        const inner = memory({ name, contents });
        return fault === undefined ? inner : unreliable(inner, { chance: 1, faults: [fault] });
      },
    },
    timeoutMs: 50,
    open: ({ values }) => {
      contents = new MemoryContents();
      fault = undefined;
      for (const { ref, value } of values) contents.set(ref, value);
      return {
        failures: {
          'everything disabled': () => {
            for (const { ref } of values) contents.disable(ref);
            return undefined;
          },
          ...Object.fromEntries(
            Object.entries(faults).map(([name, chosen]) => [
              name,
              () => {
                fault = chosen;
                return undefined;
              },
            ]),
          ),
        },
      };
    },
  };
}
