import type { ConfiguredBackend } from '@chatelaine/config';
import type { GuardedBackend, SecretsErrorCode } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { closeInTime } from './close-in-time.js';
import { causesOf, messageOf } from './failure.js';

/** How checking one backend ended. */
export interface BackendCheck {
  readonly backend: string;
  readonly provider: string;
  /** `created` when it was not asked. */
  readonly outcome: 'created' | 'not-created' | 'answered' | 'nothing-to-probe' | 'failed';
  readonly code?: SecretsErrorCode;
  readonly message?: string;
  /** What caused the failure, for `--trace`; no part of the report. */
  readonly causes?: readonly string[];
  /** How long it took to answer, in milliseconds. */
  readonly ms?: number;
}

type ProbeResult = Omit<BackendCheck, 'backend' | 'provider'>;

/** How to ask a backend that could be created; absent: it is not asked. */
export interface Probing {
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Creates a backend, asks it something harmless when told to, and closes it. Failures are part of the result. */
export async function checkBackend(configured: ConfiguredBackend, probing?: Probing): Promise<BackendCheck> {
  const subject = { backend: configured.name, provider: configured.provider };
  let backend: GuardedBackend;
  try {
    backend = await configured.load();
  } catch (error) {
    return { ...subject, outcome: 'not-created', ...told(error) };
  }
  try {
    return { ...subject, ...(await probe(backend, probing)) };
  } finally {
    await closeInTime(() => backend.close?.());
  }
}

async function probe(backend: GuardedBackend, probing: Probing | undefined): Promise<ProbeResult> {
  if (probing === undefined) return { outcome: 'created' };
  if (backend.probe === undefined) return { outcome: 'nothing-to-probe' };
  const { signal, now } = probing;
  const started = now();
  try {
    await backend.probe({ signal });
    return { outcome: 'answered', ms: now() - started };
  } catch (error) {
    return { outcome: 'failed', ...told(error), ms: now() - started };
  }
}

/** What is told of an error in a check. Any but ours is a bug, and thrown. */
export function told(error: unknown): Pick<BackendCheck, 'code' | 'message' | 'causes'> {
  if (!SecretsError.is(error)) throw error;
  return { code: error.code, message: messageOf(error), causes: causesOf(error) };
}
