import type { SecretsBackend } from '@chatelaine/core';
import type { BrokenBackend } from './broken-reads.test.fixture.js';

/** Ways to break what a backend may have beside the plain read. */
export const BROKEN_METHODS: Readonly<Record<string, BrokenBackend>> = {
  'claims a list and has none': {
    breaks: () => ({ list: undefined }) as unknown as Partial<SecretsBackend>,
    caughtBy: 'A claim about list',
  },
  'lists a secret twice': {
    breaks: (sound) => ({
      list: async function* (query, options) {
        for await (const entry of sound.list?.(query, options) ?? []) {
          yield entry;
          yield entry;
        }
      },
    }),
    caughtBy: 'A list of more than a page',
  },
  'lists nothing but the first page': {
    breaks: (sound) => ({
      list: async function* (query, options) {
        let left = 25;
        for await (const entry of sound.list?.(query, options) ?? []) if (left-- > 0) yield entry;
      },
    }),
    caughtBy: 'A list of more than a page',
  },
  'lists values': {
    breaks: (sound) => ({
      list: async function* (query, options) {
        for await (const entry of sound.list?.(query, options) ?? [])
          yield { ...entry, ...(await sound.find(entry.ref, options).catch(() => undefined)) };
      },
    }),
    caughtBy: 'A list holds no value',
  },
  'answers a batch out of order': {
    breaks: (sound) => ({
      findMany: async (refs, options) => ((await sound.findMany?.(refs, options)) ?? []).toReversed(),
    }),
    caughtBy: 'A batch answers as many as were asked, in their order',
  },
  'answers what is asked twice once': {
    breaks: (sound) => ({
      findMany: async (refs, options) => {
        const ids = refs.map(({ id }) => id);
        const distinct = refs.filter(({ id }, index) => ids.indexOf(id) === index);
        return (await sound.findMany?.(distinct, options)) ?? [];
      },
    }),
    caughtBy: 'A batch answers what is asked twice twice',
  },
  'lets one denial sink a batch': {
    breaks: (sound) => ({
      findMany: async (refs, options) =>
        Promise.all(refs.map(async (ref) => ({ found: await sound.find(ref, options) }))),
    }),
    caughtBy: 'A batch is not sunk by one that is denied',
  },
  'describes with the value': {
    breaks: (sound) => ({
      describe: async (ref, options) => {
        const found = await sound.find(ref, options);
        return found && { name: found.name, contentType: String(found.value) };
      },
    }),
    caughtBy: 'A description names what is there, and shows no value',
  },
  'loses a write': {
    breaks: (sound) => ({ write: async ({ kind, id }) => ({ name: sound.name + kind + id }) }),
    caughtBy: 'A write is found afterwards',
  },
  'says that it removed what was not there': {
    breaks: (sound) => ({
      remove: async (ref, options) => {
        await sound.remove?.(ref, options);
        return true;
      },
    }),
    caughtBy: 'A removal of what is not there is false',
  },
  'ends a watch that nobody ended': {
    breaks: (sound) => ({
      watch: async function* (options) {
        for await (const _change of sound.watch?.(options) ?? []) return;
        yield {};
      },
    }),
    caughtBy: 'A watch tells of a change',
  },
  'watches without end': {
    breaks: (sound) => ({
      watch: () =>
        (sound.watch as NonNullable<SecretsBackend['watch']>)({ signal: new AbortController().signal }),
    }),
    caughtBy: 'A watch ends when its signal says so',
  },
};
