import type { SecretRef, SecretsBackend } from '@chatelaine/core';
import { gcp } from '@chatelaine/gcp';
import {
  type BackendHarness,
  type SecretManagerFault,
  type SecretManagerServer,
  type StoreFault,
  startSecretManagerServer,
} from '@chatelaine/testing';
import { openSecretManagerTarget, type SecretManagerTarget } from '../../support/secret-manager-target.js';
import { gcpCheck } from '../canary/gcp-check.js';

const PREFIX = {
  connection: 'airflow-connections-',
  variable: 'airflow-variables-',
  config: 'airflow-config-',
  secret: '',
};

const FAULT: Readonly<Record<StoreFault, SecretManagerFault | string>> = {
  'throttled with retry-after': { answer: 429, retryAfter: 3 },
  'throttled without header': { answer: 429 },
  'throttled with status 400': 'Secret Manager throttles with status 429',
  'server error': { answer: 500 },
  hang: { answer: 'hang' },
  reset: { answer: 'reset' },
  'malformed body': { answer: 'malformed-body' },
};

const LIVE = process.env.CHATELAINE_TEST_GCP_PROJECT !== undefined;
const NO_LEVERS = 'a live project is not broken on purpose';

/** A project of our own server, or the live one that the environment names. */
export function gcpHarness(): BackendHarness {
  let target: SecretManagerTarget;
  /** A project beside it that may be broken, so that the one under test stays whole. */
  let spare: SecretManagerServer | undefined;
  const names = new Set<string>();

  const openSpare = (prepare: (server: SecretManagerServer) => void): SecretsBackend => {
    if (spare === undefined) throw new Error('The spare project is not there.');
    spare.clearFaults();
    spare.grant(spare.email);
    prepare(spare);
    return gcp({ ...spare.options() });
  };

  const takeAway = async (name: string): Promise<void> => {
    names.delete(name);
    await target.admin.delete(name);
  };

  return {
    provider: 'gcp',
    testedAgainst: LIVE
      ? 'the project of CHATELAINE_TEST_GCP_PROJECT'
      : 'our own server, written from the published protocol',
    capabilities: {
      versions: true,
      teams: true,
      batch: false,
      list: true,
      describe: true,
      write: true,
      remove: true,
      watch: false,
      binary: true,
      empty: false,
      maxBytes: 65_536,
      illegalNames: 'more than 255 characters, or any but letters, digits, "-" and "_"',
    },
    async start() {
      target = await openSecretManagerTarget();
      if (!LIVE) spare = await startSecretManagerServer();
    },
    async stop() {
      for (const name of names) if (LIVE) await takeAway(name);
      await target[Symbol.asyncDispose]();
      await spare?.close();
    },
    open: ({ options, context } = {}) => gcp({ ...target.options, ...options }, context),
    seed(ref, value) {
      const name = nameOf(ref);
      names.add(name);
      return target.admin.set(name, value);
    },
    unseed: (ref) => takeAway(nameOf(ref)),
    disable: (ref) => target.admin.disable(nameOf(ref)),
    openDenied: LIVE ? NO_LEVERS : () => openSpare((server) => server.deny(server.email)),
    openUnauthenticated: LIVE
      ? NO_LEVERS
      : () => openSpare((server) => server.faultTokens({ answer: 400, error: 'invalid_grant' })),
    openBroken: LIVE
      ? NO_LEVERS
      : (fault) => {
          const how = FAULT[fault];
          if (typeof how === 'string') return how;
          return openSpare((server) => server.fault({ ...how, times: Number.POSITIVE_INFINITY }));
        },
    leaks: gcpCheck,
    ...(LIVE ? {} : { requests: () => requestsOf(target.server) + requestsOf(spare) }),
  };
}

/** Airflow's own rule, written down a second time. */
function nameOf({ kind, id, team }: SecretRef): string {
  return `${PREFIX[kind]}${team === undefined ? '' : `${team}--`}${id}`;
}

function requestsOf(server: SecretManagerServer | undefined): number {
  return server?.requests.length ?? 0;
}
