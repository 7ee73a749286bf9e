// npm test: the lockbox behaves like a backend.
import { itBehavesLikeABackend } from '@chatelaine/testing';
import { lockbox, provider } from './index.js';
import { startLockbox } from './lockbox-server.js';

const NO = { batch: false, list: false, describe: false, write: false, remove: false, watch: false };
/** What its server cannot do, each with the reason. */
const IMPOSSIBLE = {
  'throttled with status 400': 'the lockbox throttles with status 429',
  'malformed body': 'a body is the value, whatever it is',
};
const FAULTS = ['throttled with retry-after', 'throttled without header', 'server error', 'hang', 'reset'];

let server;
const open = (token, { options, context } = {}) => lockbox({ url: server.url, token, ...options }, context);
const pathOf = (ref) => open('right').locate(ref).names[0];

itBehavesLikeABackend({
  provider: 'lockbox',
  testedAgainst: 'a server of its own tests',
  capabilities: {
    ...NO,
    versions: false,
    teams: false,
    binary: true,
    empty: true,
    maxBytes: 64 * 1024,
    illegalNames: '"." and ".."',
  },
  start: async () => {
    server = await startLockbox();
  },
  stop: () => server.close(),
  requests: () => server.requests,
  open: (settings) => open('right', settings),
  seed: async (ref, value) => {
    server.values.set(pathOf(ref), value);
  },
  unseed: async (ref) => {
    server.values.delete(pathOf(ref));
  },
  disable: async (ref) => {
    server.locked.add(pathOf(ref));
  },
  openDenied: () => open('denied'),
  openUnauthenticated: () => open('wrong'),
  openBroken: (fault) => IMPOSSIBLE[fault] ?? open(fault),
  noPrefixes: 'a kind is a part of the path',
  // The canaries: values that no text may show a part of, in a lockbox of their own.
  leaks: {
    provider,
    open: async ({ canaries, values }) => {
      const own = await startLockbox();
      for (const { ref, value } of values)
        own.values.set(`/${ref.kind}/${encodeURIComponent(ref.id)}`, value);
      const withToken = (token) => ({ options: { url: own.url, token } });
      const failures = [...FAULTS, 'denied', canaries.make('token')].map((token) => [
        token,
        () => withToken(token),
      ]);
      return { ...withToken('right'), failures: Object.fromEntries(failures), close: own.close };
    },
  },
});
