import type {
  FindOptions,
  FoundSecret,
  SecretRef,
  SecretsBackend,
  SecretsErrorCode,
  SecretsErrorOptions,
} from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';

/** A sound backend with one thing about it made wrong, and the beginning of a case that must fail for it. */
export interface BrokenBackend {
  readonly breaks: (sound: SecretsBackend) => Partial<SecretsBackend>;
  readonly caughtBy: string;
}

type Find = SecretsBackend['find'];

const onFind =
  (change: (find: Find, ref: SecretRef, options: FindOptions) => Promise<FoundSecret | undefined>) =>
  (sound: SecretsBackend): Partial<SecretsBackend> => ({
    find: (ref, options) => change(sound.find.bind(sound), ref, options),
  });

const onFound = (change: (found: FoundSecret) => FoundSecret | undefined) =>
  onFind(async (find, ref, options) => {
    const found = await find(ref, options);
    return found && change(found);
  });

/** Gives another answer in the place of a failure with one of the codes. */
const onFailure = (
  codes: readonly SecretsErrorCode[],
  instead: (error: SecretsError) => FoundSecret | undefined,
) =>
  onFind(async (find, ref, options) => {
    try {
      return await find(ref, options);
    } catch (error) {
      if (!SecretsError.is(error) || !codes.includes(error.code)) throw error;
      return instead(error);
    }
  });

const nothing = (): undefined => undefined;
const changed = (error: SecretsError, change: SecretsErrorOptions): never => {
  const { backend, hint, retryAfterMs } = error;
  throw new SecretsError(error.code, error.problem, { backend, hint, retryAfterMs, ...change });
};

/** Ways to break a plain read, each of them seen in some library. */
export const BROKEN_READS: Readonly<Record<string, BrokenBackend>> = {
  'takes a denial for a miss': {
    breaks: onFailure(['ACCESS_DENIED'], nothing),
    caughtBy: 'A refusal of an identity without the right is ACCESS_DENIED',
  },
  'takes a failed log-in for a miss': {
    breaks: onFailure(['UNAUTHENTICATED'], nothing),
    caughtBy: 'A refusal of an identity that is not known is UNAUTHENTICATED',
  },
  'takes an outage for a miss': {
    breaks: onFailure(['UNAVAILABLE'], nothing),
    caughtBy: 'A store that fails inside is UNAVAILABLE',
  },
  'takes nonsense for a miss': {
    breaks: onFailure(['INTERNAL'], nothing),
    caughtBy: 'A store that answers nonsense never looks as if it held nothing',
  },
  'calls throttling an outage': {
    breaks: onFailure(['THROTTLED'], (error) => {
      throw new SecretsError('UNAVAILABLE', error.problem, { backend: error.backend, hint: error.hint });
    }),
    caughtBy: 'A store that throttles without a header is THROTTLED',
  },
  'forgets when to come back': {
    breaks: onFailure(['THROTTLED'], (error) => changed(error, { retryAfterMs: undefined })),
    caughtBy: 'A store that throttles is THROTTLED, with its own waiting time',
  },
  'takes the empty text for a miss': {
    breaks: onFound((found) => (found.value.length === 0 ? undefined : found)),
    caughtBy: 'A read finds the empty text',
  },
  'trims a value': {
    breaks: onFound((found) => ({
      ...found,
      value: typeof found.value === 'string' ? found.value.trim() : found.value,
    })),
    caughtBy: 'A read keeps spaces around a value',
  },
  'reads bytes as text': {
    breaks: onFound((found) => ({ ...found, value: Buffer.from(found.value).toString('utf8') })),
    caughtBy: 'A read keeps bytes that are no text',
  },
  'drops bytes at the end': {
    breaks: onFound((found) => ({ ...found, value: found.value.slice(0, 60_000) })),
    caughtBy: 'A read keeps the largest value',
  },
  'expands a value': {
    breaks: onFound((found) => ({
      ...found,
      value: typeof found.value === 'string' ? found.value.replace('${env:HOME}', '/root') : found.value,
    })),
    caughtBy: 'A read never expands a reference inside a value',
  },
  'decodes its names': {
    breaks: onFind((find, ref, options) => find({ ...ref, id: ref.id.replaceAll(/%00|%20/g, '') }, options)),
    caughtBy: 'A name that is hostile',
  },
  'resolves dots in its names': {
    breaks: onFind((find, ref, options) => find({ ...ref, id: ref.id.replace(/^.*\.\.?\//, '') }, options)),
    caughtBy: 'A name that is hostile',
  },
  'trims its names': {
    breaks: onFind((find, ref, options) => find({ ...ref, id: ref.id.trim() }, options)),
    caughtBy: 'A name that core would refuse',
  },
  'keeps two alike names in one place without telling': {
    breaks: onFind((find, ref, options) => find({ ...ref, id: ref.id.replace(/a-b$/, 'a_b') }, options)),
    caughtBy: 'Two names that are alike',
  },
  'keeps what it once read': {
    breaks: (sound) => {
      const kept = new Map<string, FoundSecret | undefined>();
      return {
        find: async (ref, options) => {
          const key = JSON.stringify(ref);
          if (!kept.has(key)) kept.set(key, await sound.find(ref, options));
          return kept.get(key);
        },
      };
    },
    caughtBy: 'A read gives the newest value',
  },
  'gives the newest for every version': {
    breaks: onFind((find, { version: _version, ...ref }, options) => find(ref, options)),
    caughtBy: 'A version is found as it was',
  },
  'tells another version than it gives': {
    breaks: onFound((found) => ({ ...found, version: '1' })),
    caughtBy: 'A version is told of what was found',
  },
  'does not know teams': {
    breaks: onFind((find, { team: _team, ...ref }, options) => find(ref, options)),
    caughtBy: 'A team has values of its own',
  },
  'is deaf to a signal': {
    breaks: onFind((find, ref) => find(ref, { signal: new AbortController().signal })),
    caughtBy: 'A caller who no longer waits before the call has nothing read',
  },
  'answers after its close': {
    breaks: () => ({ close: async () => undefined }),
    caughtBy: 'A backend that was closed says so to every later call',
  },
  'fails at a second close': {
    breaks: (sound) => {
      let isClosed = false;
      return {
        close: async () => {
          if (isClosed) throw new SecretsError('CLOSED', 'it was closed before');
          isClosed = true;
          await sound.close?.();
        },
      };
    },
    caughtBy: 'A backend that was closed is closed a second time without harm',
  },
  'shows the value in an error': {
    breaks: onFailure(['ACCESS_DENIED'], (error) =>
      changed(error, { hint: 'It holds "a value that no error may show".' }),
    ),
    caughtBy: 'A refusal of a disabled secret',
  },
  'throws errors of its SDK': {
    breaks: onFailure(['UNAVAILABLE'], () => {
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    }),
    caughtBy: 'A store that breaks the line',
  },
  'does not say who it is in an error': {
    breaks: onFailure(['UNAVAILABLE'], (error) => changed(error, { backend: undefined })),
    caughtBy: 'A store that fails inside',
  },
  'gives no hint': {
    breaks: onFailure(['ACCESS_DENIED'], (error) => changed(error, { hint: undefined })),
    caughtBy: 'A refusal of an identity without the right',
  },
  'leaves a rejection that nobody handles': {
    breaks: onFind((find, ref, options) => {
      if (ref.id.startsWith('..')) void Promise.reject(new Error('nobody listens'));
      return find(ref, options);
    }),
    caughtBy: 'A run leaves no rejection',
  },
};
