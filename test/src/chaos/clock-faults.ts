import type { ChaosFault } from './chaos-fault.js';
import type { MovedClock } from './moved-clock.js';

const HOUR_MS = 3_600_000;

/** What happens when somebody sets the clock of the client's machine. */
export function clockFaults(clock: MovedClock): readonly ChaosFault[] {
  const moved = (name: string, aheadMs: number): ChaosFault => ({
    name,
    lastsMs: 2_000,
    isHarmless: true,
    begin: async () => {
      clock.move(aheadMs);
      return async () => clock.move(0);
    },
  });
  return [moved("the client's clock 1 h ahead", HOUR_MS), moved("the client's clock 1 h behind", -HOUR_MS)];
}
