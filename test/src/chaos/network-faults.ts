import type { StoreProxy, Toxic } from '../support/servers/toxiproxy.js';
import type { ChaosFault } from './chaos-fault.js';

const LASTS_MS = 3_000;

/** What can go wrong between a client and a store. */
export function networkFaults(proxy: StoreProxy): readonly ChaosFault[] {
  const toxic = (name: string, given: Toxic, more: Partial<ChaosFault> = {}): ChaosFault => ({
    name,
    lastsMs: LASTS_MS,
    begin: () => proxy.poison(given),
    ...more,
  });
  return [
    toxic('latency of 150 ms', { type: 'latency', attributes: { latency: 150 } }, { isHarmless: true }),
    toxic(
      'jitter of ±150 ms',
      { type: 'latency', attributes: { latency: 150, jitter: 150 } },
      { isHarmless: true },
    ),
    toxic(
      'answers in slices of 100 bytes',
      { type: 'slicer', attributes: { average_size: 100, size_variation: 50, delay: 500 } },
      { isHarmless: true },
    ),
    toxic('2 KB/s', { type: 'bandwidth', attributes: { rate: 2 } }),
    toxic('connections reset', { type: 'reset_peer', attributes: { timeout: 0 } }),
    toxic('answers swallowed', { type: 'timeout', attributes: { timeout: 0 } }),
    toxic('requests swallowed', { type: 'timeout', stream: 'upstream', attributes: { timeout: 0 } }),
    { name: 'connections refused', lastsMs: LASTS_MS, begin: () => proxy.takeDown() },
  ];
}
