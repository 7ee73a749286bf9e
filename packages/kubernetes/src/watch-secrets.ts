import type { Clock, SecretChange } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { isJsonObject, parseJsonObject, textIn } from '@chatelaine/core/provider';
import { failedAnswer, failedRequest } from './api/api-failure.js';
import { readLines } from './api/read-lines.js';
import { apiError } from './error-codes.js';
import { pause } from './pause.js';
import { type SecretObject, secretObject } from './secret-object.js';
import type { SecretsApi } from './secrets-api.js';

export interface WatchOptions {
  readonly api: SecretsApi;
  readonly backend: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The names under which the values of a Secret are found. */
  readonly namesIn: (secret: SecretObject) => readonly string[];
}

const SUBJECT = 'the watch';
/** When the API server ends a stream, in seconds, after which another begins where it ended. */
const STREAM_SECONDS = 300;
/** A stream that has not ended by then is a connection that died without a word. */
const STALLED_AFTER_MS = (STREAM_SECONDS + 30) * 1_000;
/** A stream that ended sooner would be begun again without end, whatever it told. */
const AT_ONCE_MS = 1_000;
/** The pause before everything is looked at again doubles up to the longest one, until a stream has lasted. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const LASTED_MS = 60_000;
const SECRETS_A_PAGE = 20;

/** The names that a Secret had when it was last seen, by its own name: a change may take them away. */
type Known = Map<string, readonly string[]>;

/** Tells of each change of a Secret, under the names that it had before or has now. */
export async function* watchSecrets(options: WatchOptions): AsyncGenerator<SecretChange> {
  let { known, version } = await currentState(options);
  // What changed while that was read nobody has told.
  yield {};
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const since = options.clock.now();
    let isGone = false;
    const stalled = new AbortController();
    const cancel = options.clock.after(STALLED_AFTER_MS, () => stalled.abort(), { background: true });
    try {
      for await (const event of eventsAfter(version, stalled.signal, options)) {
        isGone = event === 'gone';
        if (event === 'gone') break;
        version = event.version;
        for (const name of namesOfChange(event, known, options)) yield { name };
      }
    } finally {
      cancel();
    }
    const lastedMs = options.clock.now() - since;
    if (!isGone && lastedMs < AT_ONCE_MS) throw endedAtOnce(options.backend);
    if (lastedMs >= LASTED_MS) pauseMs = FIRST_PAUSE_MS;
    if (!isGone) continue;
    await pause(options.clock, pauseMs, options.signal);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    ({ known, version } = await currentState(options));
    // What changed in between nobody knows.
    yield {};
  }
}

interface WatchEvent {
  readonly version: string;
  /** Absent: nothing changed that concerns us up to this version. */
  readonly secret?: SecretObject;
  readonly isGone?: boolean;
}

function namesOfChange(
  { secret, isGone = false }: WatchEvent,
  known: Known,
  { namesIn }: WatchOptions,
): readonly string[] {
  if (secret === undefined) return [];
  const now = namesIn(secret);
  const before = known.get(secret.name) ?? [];
  if (isGone) known.delete(secret.name);
  else known.set(secret.name, now);
  return [...new Set([...before, ...now])];
}

async function currentState({
  api,
  signal,
  namesIn,
}: WatchOptions): Promise<{ known: Known; version: string }> {
  const known: Known = new Map();
  let version = '';
  for await (const page of api.pages(
    { limit: SECRETS_A_PAGE },
    { signal, subject: SUBJECT, background: true },
  )) {
    for (const secret of page.items) known.set(secret.name, namesIn(secret));
    version = page.resourceVersion ?? version;
  }
  return { known, version };
}

async function* eventsAfter(
  version: string,
  stalled: AbortSignal,
  { api, backend, signal }: WatchOptions,
): AsyncGenerator<WatchEvent | 'gone'> {
  try {
    const ask = { signal: AbortSignal.any([signal, stalled]), subject: SUBJECT, background: true };
    const message = await api.watch(version, STREAM_SECONDS, ask);
    if (message === 'gone') yield 'gone';
    else for await (const line of readLines(message)) yield eventIn(line, backend);
  } catch (error) {
    if (stalled.aborted) return;
    throw SecretsError.is(error) ? error : apiError(failedRequest(error), SUBJECT, backend);
  }
}

function eventIn(line: string, backend: string): WatchEvent | 'gone' {
  const event = parseJsonObject(line);
  const object = event !== undefined && isJsonObject(event.object) ? event.object : undefined;
  const type = event?.type;
  if (type === 'ERROR') {
    const status = typeof object?.code === 'number' ? object.code : 500;
    if (status === 410) return 'gone';
    throw apiError(failedAnswer(status, {}, object), SUBJECT, backend);
  }
  const metadata = isJsonObject(object?.metadata) ? object.metadata : {};
  const version = textIn(metadata, 'resourceVersion');
  if (version !== undefined && type === 'BOOKMARK') return { version };
  const secret = object === undefined ? undefined : secretObject(object);
  if (version === undefined || secret === undefined) throw apiError({ status: 200 }, SUBJECT, backend);
  return { version, secret, isGone: type === 'DELETED' };
}

function endedAtOnce(backend: string): SecretsError {
  return new SecretsError('UNAVAILABLE', `${backend}: ${SUBJECT} was ended as soon as it began.`, {
    backend,
    hint: 'Check what stands between this machine and the API server: it must let streams through.',
  });
}
