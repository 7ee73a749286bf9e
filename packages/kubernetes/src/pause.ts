import type { Clock } from '@chatelaine/core';

/** Resolves after so many milliseconds, or when the signal ends the wait. It does not keep the process alive. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end, { background: true });
    signal.addEventListener('abort', end);
  });
}
