import type { Canaries, KeyVaultServer } from '@chatelaine/testing';
import type { Backend } from './coverage.js';

/** What a scenario may use: a Key Vault of its own, the folder of the config, and canaries. */
export interface Surroundings {
  readonly vault: KeyVaultServer;
  readonly folder: string;
  readonly canaries: Canaries;
}

/** What is set up before a command runs. */
export interface Setup {
  /** Files of the folder, by name; the config among them. */
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The user interrupts the command while nobody answers. */
  readonly interrupted?: boolean;
  /** How many requests were received. @default those of the Key Vault */
  readonly requests?: () => number;
  close?(): Promise<void>;
}

export interface CommandScenario {
  readonly name: string;
  readonly backend: Backend;
  /** What `get` and `explain` are asked for. @default ['variable', 'canary'] */
  readonly reference?: readonly string[] | undefined;
  /** Whether nothing but a probe meets it, so that a `check` without one has nothing to show. @default false */
  readonly isRemote?: boolean;
  setUp(surroundings: Surroundings): Setup | Promise<Setup>;
}

const ALWAYS = { times: Number.POSITIVE_INFINITY } as const;
/** What a command is asked for when it is not the variable that is there. */
export const REFERENCES = {
  absent: ['variable', 'absent'],
  unsound: ['variable', 'two\nlines'],
  malformed: ['connection', 'malformed'],
  versioned: ['variable', 'canary', '--version', '1'],
} as const;

/** The text of a connection that cannot be read. */
export const MALFORMED = (canary: string): string => `postgres://scott:${canary}@[db:5432/app`;

/** A config with one backend, as JSON, which is YAML as well. */
export const config = (backend: object): string => JSON.stringify({ backends: [backend], cache: false });

const envSetUp =
  (options: (canary: string) => object = () => ({}), more: Readonly<Record<string, string>> = {}) =>
  ({ canaries, folder }: Surroundings): Setup => {
    const canary = canaries.make('environment variable', { plain: true });
    return {
      files: { 'chatelaine.yaml': config({ provider: 'env', options: options(canary) }) },
      env: {
        AIRFLOW_VAR_CANARY: canaries.make('variable of the environment'),
        AIRFLOW_CONN_MALFORMED: MALFORMED(canary),
        AIRFLOW_VAR_BROKEN_FILE: `${folder}/broken`,
        CANARY_FILE_MESSAGE: canary,
        ...more,
      },
    };
  };

const fileSetUp =
  (
    text?: (canary: string) => string,
    path: string = 'secrets.yaml',
    more: Readonly<Record<string, string>> = {},
  ) =>
  ({ canaries }: Surroundings): Setup => {
    const canary = canaries.make('text of a file', { plain: true });
    const sound = JSON.stringify({
      variables: { canary: canaries.make('variable of a file') },
      connections: { malformed: MALFORMED(canary) },
    });
    return {
      files: {
        'chatelaine.yaml': config({ provider: 'file', options: { path: `./${path}` } }),
        'secrets.yaml': text?.(canary) ?? sound,
      },
      env: { CANARY_FILE_MESSAGE: canary, ...more },
    };
  };

const azureSetUp =
  (
    act: (vault: KeyVaultServer, canary: string) => unknown = () => undefined,
    changed: (canary: string) => object = () => ({}),
    more: { readonly timeout?: string; readonly interrupted?: boolean } = {},
  ) =>
  ({ vault, canaries }: Surroundings): Setup => {
    const canary = canaries.make("the server's answer", { plain: true });
    vault.set('airflow-variables-canary', canaries.make('secret of the vault'));
    vault.set('airflow-connections-malformed', MALFORMED(canary));
    act(vault, canary);
    const options = { ...vault.options(), clientSecret: '${env:CLIENT_SECRET}', ...changed(canary) };
    const { timeout = '10s', interrupted = false } = more;
    return {
      files: { 'chatelaine.yaml': config({ provider: 'azure-key-vault', timeout, options }) },
      env: { CLIENT_SECRET: vault.clientSecret },
      interrupted,
    };
  };

const fault =
  (answer: number | 'hang' | 'reset' | 'malformed-body') => (vault: KeyVaultServer, canary: string) =>
    vault.fault({
      ...ALWAYS,
      answer,
      code: canary,
      innerCode: canary,
      ...(answer === 429 ? { retryAfter: 60 } : {}),
    });

const ENV: readonly Omit<CommandScenario, 'backend'>[] = [
  { name: 'success', setUp: envSetUp() },
  { name: 'nothing there', reference: REFERENCES.absent, setUp: envSetUp() },
  { name: 'a bad reference', reference: REFERENCES.unsound, setUp: envSetUp() },
  { name: 'a malformed connection', reference: REFERENCES.malformed, setUp: envSetUp() },
  { name: 'a version', reference: REFERENCES.versioned, setUp: envSetUp() },
  { name: 'a wrong option', setUp: envSetUp((canary) => ({ connectionsPrefix: [canary] })) },
  ...['EACCES', 'EIO', 'EDQUOT'].map((code) => ({
    name: `a file with ${code}`,
    reference: ['variable', 'broken'],
    setUp: envSetUp(() => ({ fileSuffix: '_FILE' }), { CANARY_FILE_CODE: code }),
  })),
];

const FILE: readonly Omit<CommandScenario, 'backend'>[] = [
  { name: 'success', setUp: fileSetUp() },
  { name: 'nothing there', reference: REFERENCES.absent, setUp: fileSetUp() },
  { name: 'a bad reference', reference: REFERENCES.unsound, setUp: fileSetUp() },
  { name: 'a malformed connection', reference: REFERENCES.malformed, setUp: fileSetUp() },
  { name: 'a version', reference: REFERENCES.versioned, setUp: fileSetUp() },
  { name: 'malformed text', setUp: fileSetUp((canary) => `variables:\n  canary: "${canary}\n`) },
  { name: 'no file', setUp: fileSetUp(undefined, 'nothing.yaml') },
  ...['EACCES', 'EIO', 'EDQUOT'].map((code) => ({
    name: `a file with ${code}`,
    setUp: fileSetUp(undefined, 'broken.yaml', { CANARY_FILE_CODE: code }),
  })),
];

const AZURE: readonly Omit<CommandScenario, 'backend'>[] = [
  { name: 'success', setUp: azureSetUp() },
  { name: 'nothing there', reference: REFERENCES.absent, setUp: azureSetUp() },
  { name: 'a bad reference', reference: REFERENCES.unsound, setUp: azureSetUp() },
  { name: 'a malformed connection', reference: REFERENCES.malformed, setUp: azureSetUp() },
  { name: 'a version that is not there', reference: REFERENCES.versioned, setUp: azureSetUp() },
  { name: 'denied', setUp: azureSetUp((vault) => vault.deny(vault.clientId, { reason: 'ForbiddenByRbac' })) },
  { name: 'a wrong client secret', setUp: azureSetUp(undefined, (canary) => ({ clientSecret: canary })) },
  { name: 'a 429', setUp: azureSetUp(fault(429)) },
  { name: 'a 503', setUp: azureSetUp(fault(503)) },
  { name: 'a connection that is cut', setUp: azureSetUp(fault('reset')) },
  { name: 'half an answer', setUp: azureSetUp(fault('malformed-body')) },
  { name: 'a 418', setUp: azureSetUp(fault(418)) },
  { name: 'no answer', setUp: azureSetUp(fault('hang'), undefined, { timeout: '900ms' }) },
  { name: 'an interrupt', setUp: azureSetUp(fault('hang'), undefined, { interrupted: true }) },
  {
    name: 'a wrong option',
    setUp: azureSetUp(undefined, (canary) => ({ vaultUrl: `https://x:${canary}@${canary}` })),
  },
];

/** Malformed configs: of no backend in particular, and counted for the one that they name. */
const CONFIGS: readonly Omit<CommandScenario, 'backend'>[] = [
  ['chatelaine.yaml', 'backends:\n  - provider: env\n    options: "CANARY\n'],
  ['chatelaine.yaml', 'backends: CANARY\n'],
  ['chatelaine.yaml', 'backends: [env]\ncache: { fresh: CANARY }\n'],
  ['chatelaine.json', '{"backends": ["env", CANARY]}'],
  ['chatelaine.toml', 'backends = ["env", CANARY\n'],
  ['airflow.cfg', '[secrets]\nbackend = CANARY\nbackend_kwargs = {"a": "CANARY"\n'],
  [
    'airflow.cfg',
    '[secrets]\nbackend = airflow.secrets.environment_variables.EnvironmentVariablesBackend\nbackend_kwargs = {"CANARY": CANARY}\n',
  ],
].map(([name = '', text = '']) => ({
  name: `malformed ${name}: ${JSON.stringify(text.slice(0, 30))}`,
  setUp: ({ canaries, folder }) => ({
    files: { [name]: text.replaceAll('CANARY', canaries.make('text of a config', { plain: true })) },
    env: name === 'airflow.cfg' ? { AIRFLOW_CONFIG: `${folder}/airflow.cfg` } : {},
  }),
}));

export const COMMAND_SCENARIOS: readonly CommandScenario[] = [
  ...[...ENV, ...CONFIGS].map((scenario) => ({ ...scenario, backend: 'env' as const })),
  ...FILE.map((scenario) => ({ ...scenario, backend: 'file' as const })),
  ...AZURE.map((scenario) => ({ ...scenario, backend: 'azure-key-vault' as const })),
];
