import type { ConfiguredBackend } from '@chatelaine/config';
import type { GuardedBackend } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { messageOf } from './failure.js';

/** How checking one backend ended. */
export interface BackendCheck {
  readonly backend: string;
  readonly provider: string;
  /** `created` when it was not asked. */
  readonly outcome: 'created' | 'not-created' | 'answered' | 'nothing-to-probe' | 'failed';
  readonly code?: string;
  readonly message?: string;
  /** How long it took to answer, in milliseconds. */
  readonly ms?: number;
}

/** How to ask a backend that could be created; absent: it is not asked. */
export interface Probing {
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Creates a backend, asks it something harmless when told to, and closes it. Failures are part of the result. */
export async function checkBackend(configured: ConfiguredBackend, probing?: Probing): Promise<BackendCheck> {
  const subject = { backend: configured.name, provider: configured.provider };
  const created = await attempt(() => configured.load());
  if ('error' in created) return { ...subject, outcome: 'not-created', ...told(created.error) };
  const backend = created.result;
  try {
    return { ...subject, ...(await probe(backend, probing)) };
  } finally {
    await attempt(async () => backend.close?.());
  }
}

async function probe(
  backend: GuardedBackend,
  probing: Probing | undefined,
): Promise<Pick<BackendCheck, 'outcome' | 'code' | 'message' | 'ms'>> {
  if (probing === undefined) return { outcome: 'created' };
  const started = probing.now();
  const asked = await attempt(async () => backend.probe?.({ signal: probing.signal }));
  if (backend.probe === undefined) return { outcome: 'nothing-to-probe' };
  const ms = probing.now() - started;
  return 'error' in asked ? { outcome: 'failed', ...told(asked.error), ms } : { outcome: 'answered', ms };
}

async function attempt<T>(work: () => Promise<T>): Promise<{ result: T } | { error: SecretsError }> {
  try {
    return { result: await work() };
  } catch (error) {
    if (SecretsError.is(error)) return { error };
    throw error;
  }
}

function told(error: SecretsError): { code: string; message: string } {
  return { code: error.code, message: messageOf(error) };
}
