import type { SecretsBackend } from '@chatelaine/core';
import type { BackendCapabilities, BackendHarness, OpenSettings, StoreFault } from '@chatelaine/testing';
import { AWS_LOGIN, type AwsAdmin } from '../../support/aws-admin.js';
import {
  type AwsAnswer,
  type AwsFaultServer,
  startAwsFaultServer,
} from '../../support/servers/aws-fault-server.js';
import { MOTO, type MotoServer, startMoto } from '../../support/servers/moto-server.js';
import { awsCheck } from '../canary/aws-check.js';

const ANSWER: Readonly<Record<StoreFault, AwsAnswer>> = {
  'throttled with retry-after': {
    error: 'ThrottlingException',
    status: 429,
    headers: { 'retry-after': '3' },
  },
  'throttled without header': { error: 'ThrottlingException', status: 429 },
  'throttled with status 400': { error: 'ThrottlingException' },
  'server error': { error: 'InternalServiceError', status: 500 },
  hang: 'hang',
  reset: 'reset',
  'malformed body': { body: '<html>no</html>' },
};

/** What differs between the services of AWS. */
export interface AwsHarnessParts {
  readonly provider: 'aws-secrets-manager' | 'aws-parameter-store';
  readonly capabilities: BackendCapabilities;
  readonly pageSize: number;
  readonly create: (options: object, context: OpenSettings['context']) => SecretsBackend;
  readonly admin: (endpoint: string) => AwsAdmin;
}

/** A service of AWS that moto plays, beside a server of our own that fails in the ways that moto cannot. */
export function awsHarness({
  provider,
  capabilities,
  pageSize,
  create,
  admin,
}: AwsHarnessParts): BackendHarness {
  let moto: MotoServer;
  let faults: AwsFaultServer;
  let there: AwsAdmin;
  const broken = (answer: AwsAnswer): SecretsBackend => {
    faults.answer = answer;
    return create({ ...AWS_LOGIN, endpoint: faults.endpoint }, undefined);
  };
  return {
    provider,
    testedAgainst: MOTO,
    capabilities,
    pageSize,
    async start(context) {
      moto = await startMoto(context);
      faults = await startAwsFaultServer('reset');
      there = admin(moto.endpoint);
    },
    async stop() {
      there?.close();
      await faults?.stop();
      await moto?.stop();
    },
    open: ({ options, context } = {}) =>
      create({ ...AWS_LOGIN, endpoint: moto.endpoint, ...options }, context),
    seed: (ref, value) => there.seed(ref, value),
    unseed: (ref) => there.unseed(ref),
    disable: 'AWS has no state in which a secret is kept and not handed out',
    openDenied: () => broken({ error: 'AccessDeniedException' }),
    openUnauthenticated: () => broken({ error: 'UnrecognizedClientException' }),
    openBroken: (fault) => broken(ANSWER[fault]),
    leaks: awsCheck(provider),
  };
}
