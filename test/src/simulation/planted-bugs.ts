/** One way in which the built core is made wrong. */
export interface PlantedBug {
  readonly name: string;
  readonly changes: readonly Change[];
}

export interface Change {
  /** Below `packages/core/dist`. */
  readonly file: string;
  /** A text that is there exactly once. */
  readonly from: string;
  readonly to: string;
}

const CACHE = 'cache/read-cache.js';
const CONCLUSIONS = 'cache/conclusions.js';
const ENTRY = 'cache/cache-entry.js';
const SHARED = 'cache/shared-reads.js';
const TABLE = 'cache/entry-table.js';
const HANDLE = 'handle/secret-handle.js';

/** What the simulation must find, each within the histories of one run. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  bug('each caller reads for itself: no single flight', SHARED, 'if (running === undefined)', 'if (true)'),
  bug(
    '`fresh` joins the read that is under way',
    SHARED,
    ': this.#queue(entry, entry.running);',
    ': entry.running;',
  ),
  bug(
    'a denied value is served as if its backend could not answer',
    'cache/refuses.js',
    "'ACCESS_DENIED',",
    '',
  ),
  bug(
    'a deleted value is kept while the next backend fails',
    'cache/refuses.js',
    "outcome === 'missing' || (",
    '(',
  ),
  bug(
    'nothing that was refused is dropped',
    CONCLUSIONS,
    'entry.kept?.backend && refuses(step)',
    'entry.kept?.backend && false',
  ),
  bug(
    'a late answer is kept',
    SHARED,
    'const isLate = generation !== entry.generation;',
    'const isLate = false;',
  ),
  bug(
    'a caller after `invalidate` joins a read from before it',
    SHARED,
    'running.generation === entry.generation',
    'true',
  ),
  bug(
    '`invalidate` forgets nothing',
    CACHE,
    'entry.retryAt = 0;\n        this.#entries.drop(entry);',
    'entry.retryAt = 0;',
  ),
  bug(
    'the value before the newest is kept: versions go back',
    TABLE,
    'entry.kept = kept;',
    'entry.kept = entry.older ?? kept;\n        entry.older = kept;',
  ),
  bug(
    'a failure is kept as "not found"',
    CONCLUSIONS,
    'if (error === undefined) {\n            entry.failures = 0;',
    'if (true) {\n            entry.failures = 0;',
  ),
  bug(
    'a value is served past its hard age',
    ENTRY,
    'now >= kept.fetchedAt && now < kept.hardUntil ? kept',
    'now >= kept.fetchedAt ? kept',
  ),
  bug(
    'a value is served after the clock was set back',
    'cache/kept.js',
    'return now < refreshAt && now >= fetchedAt;',
    'return now < refreshAt;',
  ),
  bug('a stale value does not say so', ENTRY, 'entry.kept = { ...kept, answer: asStale(kept.answer) };', ''),
  bug(
    'a failure is not answered by what is kept',
    CONCLUSIONS,
    'if (kept?.answer === undefined)\n                return resolution;',
    'return resolution;',
  ),
  bug(
    'nobody hears of a failed refresh: its rejection is left',
    SHARED,
    'promise.catch(() => undefined);\n        const shared',
    'promise.then(({ error }) => { if (background && error) throw error; });\n        const shared',
  ),
  bug(
    'the next backend is asked although a value is kept',
    CACHE,
    'usable(entry, this.#now())?.backend',
    'undefined',
  ),
  bug(
    'ages have no jitter: refreshes come together',
    'cache/kept.js',
    'const SPREAD = 0.25;',
    'const SPREAD = 0;',
  ),
  bug('"not found" is remembered too long', 'cache/kept.js', 'until(ages.missingMs)', 'until(ages.hardMs)'),
  bug(
    'an answer that skipped a failure is kept as any other',
    'cache/kept.js',
    'const SKIPPED_FAILURE_MS = 10_000;',
    'const SKIPPED_FAILURE_MS = Number.POSITIVE_INFINITY;',
  ),
  bug(
    'the lease of a value is ignored',
    'cache/kept.js',
    'Math.min(startedAt + Math.min(ms, most), leaseEndsAt)',
    'startedAt + Math.min(ms, most)',
  ),
  bug(
    'the version is not part of the key',
    'cache/key-table.js',
    'JSON.stringify([kind, id, version ?? null, team ?? null])',
    'JSON.stringify([kind, id, team ?? null])',
  ),
  bug(
    'the team is not part of the key',
    'cache/key-table.js',
    'JSON.stringify([kind, id, version ?? null, team ?? null])',
    'JSON.stringify([kind, id, version ?? null])',
  ),
  bug(
    'the abort of one waiter ends the read of all',
    'reads.js',
    'if (!this.#keeps && shared.waiters === 0)',
    'if (options.signal?.aborted)',
  ),
  bug(
    'one who queues is not counted as a waiter',
    SHARED,
    'if (queued.waiters > 0)\n                read.waiters += 1;',
    '',
  ),
  bug('a timer is left when its wait has ended', 'deadline.js', 'this.#cancelTimer?.();', ''),
  bug('a read does not end at its deadline', 'deadline.js', 'if (ms !== undefined) {', 'if (false) {'),
  bug(
    'the refresh loop of a handle dies at a failure',
    HANDLE,
    'if (this.#closed || refreshed === undefined)',
    'if (this.#closed || refreshed === undefined || refreshed.failed)',
  ),
  bug(
    'a handle keeps its value past its hard age',
    HANDLE,
    'this.#current === undefined || now < this.#freshUntil ?',
    'true ?',
  ),
  bug(
    'a listener that throws ends the refresh loop',
    HANDLE,
    'this.#failures = refreshed.failed ? this.#failures + 1 : 0;',
    'this.#failures = refreshed.failed ? this.#failures + 1 : 0;\n        this.#take(refreshed.answer ?? this.#current);',
  ),
  bug(
    'retries have no budget',
    'guard/retry-budget.js',
    'if (this.#left < 1)\n            return false;',
    '',
  ),
  bug(
    'the pace of a backend is ignored',
    'guard/rate-window.js',
    'return this.#starts[this.#oldest] + this.#perMs;',
    'return Number.NEGATIVE_INFINITY;',
  ),
  bug(
    'the time that a store asked to wait is forgotten',
    'guard/not-before.js',
    'get freeAt() {\n        return this.#until;',
    'get freeAt() {\n        return Number.NEGATIVE_INFINITY;',
  ),
  bug(
    'any number of calls run at the same time',
    'guard/turnstile.js',
    'return this.#running < this.#concurrency && ',
    'return ',
  ),
  bug(
    'a turn that was aborted is kept for ever',
    'guard/turnstile.js',
    "call.signal.addEventListener('abort', leave, { once: true });",
    '',
  ),
  bug(
    'what was denied is asked for again at once',
    'guard/denial-memory.js',
    'until: now + doublingPauseMs(times, this.#random, this.#pauses)',
    'until: now',
  ),
  bug(
    'a backend that was left alone is left alone for ever',
    'guard/circuit-breaker.js',
    'isProbe, wasAsked) {\n        if (isProbe)\n            this.#probing = false;',
    'isProbe, wasAsked) {',
  ),
  bug(
    'the text of a foreign error is passed on',
    'guard/translate-error.js',
    'failed in a way that it does not explain',
    'failed: ${error.message}',
  ),
  bug(
    'a function is called again with the value that was refused',
    'handle/refusals.js',
    'if (!isSame(value, refused))\n            return value;',
    'return value;',
  ),
  bug(
    'a failed answer of a batch is "not found"',
    'guard/check-answer.js',
    'return { error: translateError(result.error, backend) };',
    'return { found: undefined };',
  ),
  bug(
    'no waiter is answered when the secrets close',
    'closing.js',
    'for (const waiting of this.#waiting.splice(0))\n            waiting.close();',
    '',
  ),
];

function bug(name: string, file: string, from: string, to: string): PlantedBug {
  return { name, changes: [{ file, from, to }] };
}
