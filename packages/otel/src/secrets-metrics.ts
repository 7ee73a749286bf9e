import type { BackendHealth, HealthState, Secrets } from '@chatelaine/core';
import type { BatchObservableResult, Meter } from '@opentelemetry/api';
import { ATTRIBUTE } from './attributes.js';

const STATES: readonly HealthState[] = ['healthy', 'degraded', 'unreachable'];

/** Tells what secrets keep, how often their backends are asked and how those are, whenever metrics are collected. */
export function observeSecrets(meter: Meter, all: readonly Secrets[]): () => void {
  const entries = meter.createObservableUpDownCounter('chatelaine.cache.entries', {
    description: 'References of which an answer is kept.',
    unit: '{entry}',
  });
  const size = meter.createObservableUpDownCounter('chatelaine.cache.size', {
    description: 'The size of what is kept.',
    unit: 'By',
  });
  const requests = meter.createObservableCounter('chatelaine.backend.requests', {
    description: 'Requests to a backend, each retry included.',
    unit: '{request}',
  });
  const throttles = meter.createObservableCounter('chatelaine.backend.throttles', {
    description: 'Requests that the store of a backend throttled, each retry included.',
    unit: '{request}',
  });
  const status = meter.createObservableUpDownCounter('chatelaine.backend.status', {
    description: '1 for the state that a backend is in, and 0 for the others.',
    unit: '1',
  });
  const expiry = meter.createObservableGauge('chatelaine.expiry', {
    description: 'Days until the first of the kept values of a backend expires.',
    unit: 'd',
  });
  const observables = [entries, size, requests, throttles, status, expiry];
  const observe = (result: BatchObservableResult) => {
    const stats = all.map((secrets) => secrets.stats());
    result.observe(entries, sum(stats.map((one) => one.entries)));
    result.observe(size, sum(stats.map((one) => one.bytes)));
    for (const [backend, of] of byBackend(stats.flatMap((one) => one.backends))) {
      result.observe(requests, sum(of.map((one) => one.requests)), { [ATTRIBUTE.backend]: backend });
      result.observe(throttles, sum(of.map((one) => one.throttles)), { [ATTRIBUTE.backend]: backend });
    }
    const health = all.flatMap((secrets) => secrets.health().backends);
    for (const [backend, of] of byBackend(health)) {
      for (const state of STATES) {
        const attributes = { [ATTRIBUTE.backend]: backend, [ATTRIBUTE.backendState]: state };
        result.observe(status, worst(of) === state ? 1 : 0, attributes);
      }
      const days = of.flatMap(({ daysToExpiry }) => daysToExpiry ?? []);
      if (days.length > 0) result.observe(expiry, Math.min(...days), { [ATTRIBUTE.backend]: backend });
    }
  };
  meter.addBatchObservableCallback(observe, observables);
  return () => meter.removeBatchObservableCallback(observe, observables);
}

/** Backends with one label are told as one: a series has one value for its attributes. */
function byBackend<T extends { readonly backend: string }>(
  all: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const labels = new Set(all.map(({ backend }) => backend));
  return new Map([...labels].map((label) => [label, all.filter(({ backend }) => backend === label)]));
}

function worst(of: readonly BackendHealth[]): HealthState {
  return STATES.findLast((state) => of.some((one) => one.state === state)) ?? 'healthy';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
