import type { ProviderContext, SecretRef, SecretsBackend, SecretsProvider } from '@chatelaine/core';
import { createBackend, createSecrets, guarded } from '@chatelaine/core';
import { Attempts } from './attempts.js';
import type { Canaries } from './canaries.js';
import { driveBackend } from './drive-backend.js';
import { driveSecrets, type Questions } from './drive-secrets.js';
import type { Leak } from './leak.js';
import { LeakSearch } from './leak-search.js';
import { optionsWithCanaries } from './options-with-canaries.js';
import { malformedValues, type StoredValue, soundValues } from './stored-values.js';

/** What a store is opened with. */
export interface CanaryRun {
  /** Makes canaries for the places that only the provider has: tokens, client secrets, bodies of errors, variables. */
  readonly canaries: Canaries;
  /** What the store must hold. */
  readonly values: readonly StoredValue[];
}

/** The options and the surroundings of a backend. */
export interface BackendInput {
  readonly options?: unknown;
  readonly context?: Partial<ProviderContext> | undefined;
}

/** A store that holds the values of a run. */
export interface CanaryStore extends BackendInput {
  /** Everything that can go wrong, by name, each in a store of its own; what one gives replaces options or context. */
  readonly failures?: Readonly<
    Record<string, () => BackendInput | undefined | Promise<BackendInput | undefined>>
  >;
  close?(): Promise<void>;
}

export interface LeakCheck {
  readonly provider: SecretsProvider<unknown>;
  /** Opens a store that holds the values, and puts canaries wherever else a value can be. */
  open(run: CanaryRun): CanaryStore | Promise<CanaryStore>;
  /** More references to ask for. */
  readonly refs?: readonly SecretRef[];
  /** Diagnostics channels to listen to, beside Chatelaine's own. */
  readonly channels?: readonly string[];
  /** The deadline of each call, in milliseconds, which a failure that never answers takes. @default 500 */
  readonly timeoutMs?: number;
}

/** What a run without any failure, or with one, came to. */
export interface RunOutcome {
  readonly run: string;
  /** How often each: `found`, `nothing`, `ok` for any other answer, or the code of what was thrown. */
  readonly outcomes: Readonly<Record<string, number>>;
}

export interface LeakReport {
  readonly leaks: readonly Leak[];
  readonly runs: readonly RunOutcome[];
  /** The calls that threw something that is no `SecretsError`. */
  readonly foreign: readonly string[];
  /** How many texts were looked at. */
  readonly texts: number;
}

/** Ids that are not there, and parts that not every backend understands. */
const OTHERS: readonly SecretRef[] = [
  { kind: 'variable', id: 'absent' },
  { kind: 'connection', id: 'absent' },
  { kind: 'variable', id: 'canary', version: '1' },
  { kind: 'variable', id: 'canary', team: 'blue' },
  { kind: 'secret', id: '../canary' },
];

/**
 * Fills every place that a value can be in with canaries, calls everything that a backend and a `Secrets` around it can be
 * asked, in success and in every failure that the store knows, and looks for any part of a canary in what is thrown, given,
 * printed, written, traced and started.
 */
export async function findLeaks(check: LeakCheck): Promise<LeakReport> {
  const search = new LeakSearch();
  const runs: RunOutcome[] = [];
  const foreign: string[] = [];
  const names = await failureNames(check, search.canaries);
  await search.watching(async () => {
    for (const name of [undefined, ...names]) {
      const attempts = new Attempts(search);
      await runOnce(check, name, search.canaries, attempts);
      runs.push({ run: name ?? 'no failure', outcomes: Object.fromEntries(attempts.outcomes) });
      foreign.push(...attempts.foreign);
    }
    const attempts = new Attempts(search);
    await tryOptions(check, search.canaries, attempts);
    runs.push({ run: 'wrong options', outcomes: Object.fromEntries(attempts.outcomes) });
    foreign.push(...attempts.foreign);
  }, check.channels);
  return { leaks: search.leaks, runs, foreign, texts: search.texts };
}

async function failureNames(check: LeakCheck, canaries: Canaries): Promise<readonly string[]> {
  const store = await check.open({ canaries, values: [] });
  const names = Object.keys(store.failures ?? {});
  await store.close?.();
  return names;
}

async function runOnce(
  check: LeakCheck,
  failure: string | undefined,
  canaries: Canaries,
  attempts: Attempts,
): Promise<void> {
  const sound = soundValues(canaries);
  const malformed = malformedValues(canaries);
  const store = await check.open({ canaries, values: [...sound, ...malformed] });
  try {
    const changed = failure === undefined ? undefined : await store.failures?.[failure]?.();
    const input = { options: store.options, context: store.context, ...changed };
    const questions = { sound, malformed, others: [...OTHERS, ...(check.refs ?? [])] };
    await runBackend(check, failure ?? 'no failure', input, questions, attempts);
  } finally {
    await store.close?.();
  }
}

async function runBackend(
  { provider, timeoutMs = 500 }: LeakCheck,
  run: string,
  input: BackendInput,
  questions: Questions,
  attempts: Attempts,
): Promise<void> {
  const create = (): SecretsBackend => createBackend(provider, input.options, input.context);
  const refs = [...questions.sound, ...questions.malformed].map(({ ref }) => ref).concat(questions.others);
  const attempt = attempts.named(run);
  await attempt('the backend alone', async () => {
    const backend = create();
    await driveBackend(backend, refs, attempts.named(`${run}, the backend alone`), {
      signal: AbortSignal.timeout(timeoutMs),
    });
    await backend.close?.();
    const closed = attempts.named(`${run}, the closed backend`);
    await driveBackend(backend, refs.slice(0, 1), closed, { signal: AbortSignal.abort() });
  });
  for (const cache of [undefined, false] as const) {
    const words = cache === false ? 'without a cache' : 'with a cache';
    await attempt(`secrets ${words}`, async () => {
      const guard = {
        timeoutMs,
        retry: false,
        breaker: false,
        denials: false,
        pace: false,
        concurrency: 1_000,
      } as const;
      const secrets = createSecrets({
        backends: [guarded(create(), guard)],
        ...(cache === undefined ? {} : { cache }),
      });
      await driveSecrets(secrets, questions, attempts.named(`${run}, ${words}`));
    });
  }
}

/** What is created by chance is looked at, and asked nothing: it may be anywhere. */
async function tryOptions(check: LeakCheck, canaries: Canaries, attempts: Attempts): Promise<void> {
  const store = await check.open({ canaries, values: [] });
  try {
    const attempt = attempts.named('wrong options');
    for (const { name, options } of optionsWithCanaries(check.provider, store.options, canaries)) {
      await attempt(name, () => createBackend(check.provider, options, store.context));
    }
    await attempt('an option that throws', () =>
      createBackend(check.provider, trap(canaries), store.context),
    );
  } finally {
    await store.close?.();
  }
}

/** Options whose every property answers with an error that holds a canary. */
function trap(canaries: Canaries): object {
  const canary = canaries.make('message of an error that an option throws');
  return new Proxy(
    {},
    {
      get: () => {
        throw new TypeError(`no ${canary}`);
      },
      ownKeys: () => {
        throw new TypeError(`no ${canary}`);
      },
    },
  );
}
