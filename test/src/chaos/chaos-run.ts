import type { Clock, Secrets } from '@chatelaine/core';
import { createSecrets, guarded } from '@chatelaine/core';
import { OpenSockets } from '../support/open-sockets.js';
import type { StoreProxy } from '../support/servers/toxiproxy.js';
import { type ChaosFault, LONGEST_DENIAL_MS } from './chaos-fault.js';
import type { ChaosStore } from './chaos-store.js';
import { phaseLine } from './chaos-table.js';
import { clockFaults } from './clock-faults.js';
import { idsOf, RULES } from './groups.js';
import { Ledger } from './ledger.js';
import { MovedClock } from './moved-clock.js';
import { networkFaults } from './network-faults.js';
import { Phase } from './phase.js';
import { ReadWatch } from './read-watch.js';
import { Readers } from './readers.js';
import { Rotation } from './rotation.js';

const TIMEOUT_MS = 1_500;
const BREAKER = { firstMs: 500, longestMs: 2_000 };
const DENIALS = { firstMs: 250, longestMs: LONGEST_DENIAL_MS };
/** More than 24 readers ask for; what is assumed of a store that throttled is less. */
const PACE = { requests: 400, perMs: 1_000 };
const CALM_MS = 700;
const LEAST_MS = 60_000;
/** In which everything is new again, or is said not to be. */
const PATIENCE_MS = 20_000;
const CLOSED_WITHIN_MS = 2_000;

export interface ChaosParts {
  /** The one that suffers, behind the proxy. */
  readonly store: ChaosStore;
  readonly proxy: StoreProxy;
  /** The one beside it that is well all the time. */
  readonly beside: ChaosStore;
}

/** What came of a run. */
export interface ChaosReport {
  readonly phases: readonly Phase[];
  readonly ledger: Ledger;
  readonly lastedMs: number;
  readonly rounds: number;
  readonly unhandled: readonly unknown[];
  /** Connections to the stores: while it ran, and after it was closed. */
  readonly sockets: { readonly running: number; readonly left: readonly string[] };
}

/** Has 200 readers read for a minute at least, while one fault after the other comes and goes. */
export async function runChaos({ store, proxy, beside }: ChaosParts): Promise<ChaosReport> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  const sockets = new OpenSockets();
  const ports = [proxy.port, beside.port, ...store.otherPorts, ...beside.otherPorts];
  const clock = new MovedClock();
  const watch = new ReadWatch();
  const rotations = {
    variable: new Rotation({ store, kind: 'variable', ids: idsOf('variable') }),
    config: new Rotation({ store: beside, kind: 'config', ids: idsOf('config') }),
  };
  await Promise.all([rotations.variable.start(), rotations.config.start()]);
  const secrets = secretsOf({ store, proxy, beside }, clock);
  const startedAt = performance.now();
  const phases: Phase[] = [];
  const enter = (fault: Pick<ChaosFault, 'name' | 'kept' | 'isHarmless'>): Phase => {
    const phase = new Phase(fault, performance.now() - startedAt);
    phases.push(phase);
    return phase;
  };
  await secrets.preload(idsOf('variable').map((id) => `variable/${id}`));
  const ledger = new Ledger({ rotations, timeoutMs: TIMEOUT_MS }, enter(CALM));
  const readers = new Readers(secrets, ledger);
  for (const fault of [...networkFaults(proxy), ...clockFaults(clock), ...store.faults]) {
    await pause(CALM_MS);
    const phase = enter(fault);
    ledger.enter(phase);
    await suffer(fault, phase, { ledger, watch, rotation: rotations.variable });
    console.log(phaseLine(phase));
    ledger.enter(enter(CALM));
  }
  await pause(Math.max(CALM_MS, LEAST_MS - (performance.now() - startedAt)));
  const running = sockets.to(ports).length;
  const lastedMs = performance.now() - startedAt;
  await readers.stop();
  await secrets.close();
  watch.stop();
  const names = new Map(ports.map((port, index) => [port, index === 0 ? 'proxy' : `port ${index}`]));
  const left = await leftOver(() => sockets.to(ports).map((port) => names.get(port) ?? ''));
  sockets.stop();
  await Promise.all([rotations.variable.stop(), rotations.config.stop()]);
  process.removeListener('unhandledRejection', note);
  const { rounds } = rotations.variable;
  return { phases, ledger, lastedMs, rounds, unhandled, sockets: { running, left } };
}

const CALM = { name: 'calm', isHarmless: true } as const;

function secretsOf({ store, proxy, beside }: ChaosParts, clock: Clock): Secrets {
  const guard = { timeoutMs: TIMEOUT_MS, breaker: BREAKER, denials: DENIALS, pace: PACE, clock };
  return createSecrets({
    backends: [
      guarded(store.backendAt(proxy.port, 'variable', clock), guard),
      guarded(beside.backendAt(beside.port, 'config', clock), guard),
    ],
    cache: { rules: RULES },
    clock,
  });
}

interface Scene {
  readonly ledger: Ledger;
  readonly watch: ReadWatch;
  readonly rotation: Rotation;
}

/** Lets a fault come and go, and waits until all that is kept is as new as the store. */
async function suffer(fault: ChaosFault, phase: Phase, { ledger, watch, rotation }: Scene): Promise<void> {
  const end = await fault.begin();
  await pause(fault.lastsMs);
  await end();
  phase.lastedMs = phase.elapsedMs;
  phase.pauseMs = Math.max(watch.pauseMs, fault.pauseMs ?? 0);
  watch.countFromNow();
  const counter = await rotation.fresh();
  while (phase.elapsedMs - phase.lastedMs < PATIENCE_MS) {
    if (idsOf('variable').every((id) => ledger.seen(id) >= counter)) {
      phase.recoveredMs = phase.elapsedMs - phase.lastedMs;
      break;
    }
    await pause(20);
  }
  phase.failuresAfter = watch.failures;
}

async function leftOver(list: () => readonly string[]): Promise<readonly string[]> {
  for (const until = performance.now() + CLOSED_WITHIN_MS; performance.now() < until; ) {
    if (list().length === 0) return [];
    await pause(20);
  }
  return list();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
