import type { KubeApiServer } from '../../support/servers/kube-apiserver.js';
import { startKubeApiServer } from '../../support/servers/kube-apiserver.js';
import type { OpenBaoServer } from '../../support/servers/openbao-server.js';
import { startOpenBao } from '../../support/servers/openbao-server.js';
import { awsCheck } from './aws-check.js';
import { REFERENCES } from './command-scenarios.js';
import { encryptedFileCheck } from './encrypted-file-check.js';
import { gcpCheck } from './gcp-check.js';
import { kubernetesCheck } from './kubernetes-check.js';
import { kubernetesMountCheck } from './kubernetes-mount-check.js';
import type { LeakStore } from './store-scenarios.js';
import { vaultCheck } from './vault-check.js';

/** A store, and what starts the server that it needs and gives what ends it. */
export interface ServedStore extends LeakStore {
  start?(context: { skip(): never }): Promise<() => Promise<void>>;
}

let vault: OpenBaoServer;
let kubernetes: KubeApiServer;

/** What the system says to a command where the check lets it say that to this process. */
const SYSTEM_CODES: Readonly<Record<string, string>> = {
  'a folder that may not be read': 'EACCES',
  'a disk that fails': 'EIO',
  'an answer of the system that is not known': 'EDQUOT',
};

const AWS = {
  failures: [
    'denied',
    'an unknown access key',
    'throttled',
    'a failure of the service',
    'an answer that is no JSON',
    'an unknown error',
    'a connection that is cut',
  ],
  at: (address: string) => ({ endpoint: `http://${address}` }),
} as const;

/** The backends whose commands are driven through the failures of their leak checks. */
export const LEAK_STORES: readonly ServedStore[] = [
  {
    backend: 'file',
    form: 'encrypted',
    check: encryptedFileCheck,
    failures: [
      'no key',
      'a foreign key',
      'a canary in the place of a key',
      'no file of keys',
      'an age file that ends too early',
      'metadata of SOPS with a wrong recipient',
    ],
  },
  {
    backend: 'aws-secrets-manager',
    check: awsCheck('aws-secrets-manager'),
    ...AWS,
    failures: [...AWS.failures, 'a secret access key in a file that is not there'],
  },
  { backend: 'aws-parameter-store', check: awsCheck('aws-parameter-store'), ...AWS },
  {
    backend: 'gcp',
    check: gcpCheck,
    failures: [
      'a key of another type',
      'a key of an unknown account',
      'denied',
      'a 429',
      'a 503',
      'a 418',
      'half an answer',
      'a connection that is cut',
    ],
    at: (address) => ({ endpoint: `http://${address}` }),
  },
  {
    backend: 'vault',
    check: vaultCheck(() => vault),
    failures: [
      'a wrong token',
      'no token',
      'an identity without rights',
      'a 403',
      'a 429',
      'a 503',
      'a 418',
      'a mount of another version',
      'values of another shape',
      'a line that breaks',
    ],
    references: { 'a mount of another version': REFERENCES.versioned },
    at: (address) => ({ url: `http://${address}` }),
    start: async (context) => {
      vault = await startOpenBao(context);
      return () => vault.stop();
    },
  },
  {
    backend: 'kubernetes',
    check: kubernetesCheck(() => kubernetes),
    failures: [
      'a wrong token',
      'an identity without rights',
      'a 429',
      'a 500',
      'a 418',
      'an answer that is no JSON',
      'a line that breaks',
      'a kubeconfig that is no YAML',
    ],
    at: (address) => ({ server: `https://${address}` }),
    start: async (context) => {
      kubernetes = await startKubeApiServer(context as never);
      return () => kubernetes.stop();
    },
  },
  {
    backend: 'kubernetes-mount',
    check: kubernetesMountCheck,
    failures: [
      'no folder',
      'a file in the place of the folder',
      'a link out of the folder',
      'a folder that may not be read',
      'a disk that fails',
      'an answer of the system that is not known',
    ],
    env: (failure, canary) => ({
      CANARY_FILE_CODE: SYSTEM_CODES[failure] ?? '',
      CANARY_FILE_MESSAGE: canary,
    }),
  },
];
