import type { ProviderContext, SharedLogin } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';
import { loadOnce, loginTimeoutMs } from '@chatelaine/core/provider';
import { answerLimit } from './answer-limit.js';
import type { AwsCredentialProvider } from './aws-credential.js';
import { awsLogin, type KeptCredential } from './aws-login.js';
import type { AwsOptions } from './aws-options.js';
import { checkEndpoints } from './check-endpoint.js';
import { chooseCredential } from './credential-kind.js';
import { safeAddress } from './safe-address.js';
import { silentLogger } from './silent-logger.js';

/** What code can give instead of the options that describe it. */
export interface AwsParts<Client> {
  /** Gets credentials in place of every credential option. */
  readonly credentials?: AwsCredentialProvider | undefined;
  /** Calls the service in place of a client made from the options. */
  readonly client?: Client | undefined;
}

/** A service and the log-in to it. */
export interface AwsConnection<Client> {
  /** The client, made and logged in when it is first asked for. */
  open(): Promise<Client>;
  /** What the next call logs in with, to be handed back to `renew`. */
  readonly login: KeptCredential | undefined;
  /** Logs in again because AWS refused what `login` gave; resolves to whether the call is worth repeating. */
  renew(refused: KeptCredential | undefined): Promise<boolean>;
  close(): void;
}

/** What a client is made with. */
export interface ClientSettings {
  readonly credentials: AwsCredentialProvider & { readonly memoized: true };
  readonly maxAttempts: 1;
  readonly logger: typeof silentLogger;
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** What is used of a client to set it up and to end it, whatever its service. */
export interface MadeClient {
  readonly config: { readonly region: () => Promise<string> };
  readonly middlewareStack: {
    add(
      middleware: typeof answerLimit,
      where: { step: 'deserialize'; priority: 'high' | 'low'; name: string },
    ): void;
  };
  destroy(): void;
}

/**
 * Checks where to go and how to log in. No I/O: that begins when the connection is first opened.
 *
 * @throws SecretsError `INVALID_CONFIG` when the options cannot work together
 */
export function connectAws<Client>(
  options: AwsOptions,
  context: ProviderContext,
  makeClient: (settings: ClientSettings) => Promise<Client & MadeClient>,
  { client, credentials }: AwsParts<Client> = {},
): AwsConnection<Client> {
  const { name: backend, directory, env, clock } = context;
  checkEndpoints(options, backend);
  const kind = chooseCredential(options, client !== undefined || credentials !== undefined, backend);
  const timeoutMs = loginTimeoutMs(options.loginTimeout, backend);
  if (client !== undefined) return connectionTo(client);
  const source = { kind, options, directory, backend, given: credentials };
  const clientOnce: () => Promise<Client & MadeClient> = loadOnce(async () => {
    const made = await makeClient(settingsOf(options, env, login));
    made.middlewareStack.add(answerLimit, { step: 'deserialize', priority: 'low', name: 'answerLimit' });
    const way = safeAddress(options.trustedHosts ?? [], backend);
    made.middlewareStack.add(way, { step: 'deserialize', priority: 'high', name: 'safeAddress' });
    return made;
  });
  const region = async () => regionOf(await clientOnce(), backend);
  const login = awsLogin({ source, timeoutMs, clock, region });
  return new LoggedInConnection(clientOnce, login);
}

/** A client of the code logs in by itself, and is the code's to close. */
function connectionTo<Client>(client: Client): AwsConnection<Client> {
  return { open: async () => client, login: undefined, renew: async () => false, close: () => undefined };
}

class LoggedInConnection<Client> implements AwsConnection<Client> {
  readonly #login: SharedLogin<KeptCredential>;
  readonly #client: () => Promise<Client & MadeClient>;
  #made: MadeClient | undefined;

  constructor(client: () => Promise<Client & MadeClient>, login: SharedLogin<KeptCredential>) {
    this.#client = client;
    this.#login = login;
  }

  get login(): KeptCredential | undefined {
    return this.#login.kept;
  }

  async open(): Promise<Client> {
    const client = await this.#client();
    this.#made = client;
    await this.#login.get();
    return client;
  }

  renew(refused: KeptCredential | undefined): Promise<boolean> {
    return this.#login.renew(refused);
  }

  close(): void {
    this.#login.close();
    this.#made?.destroy();
  }
}

function settingsOf(
  { region, profile, endpoint }: AwsOptions,
  env: ProviderContext['env'],
  login: SharedLogin<KeptCredential>,
): ClientSettings {
  const where = region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  return {
    // Told that it is remembered already, the SDK asks again for each call: the log-in is shared here. Whoever opened the
    // connection has logged in, and a second look at the clock could find that this has ended.
    credentials: Object.assign(async () => (login.kept ?? (await login.get())).credential, {
      memoized: true as const,
    }),
    // A call is tried again by whoever guards the backend.
    maxAttempts: 1,
    logger: silentLogger,
    ...(where === undefined ? {} : { region: where }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

async function regionOf({ config }: MadeClient, backend: string): Promise<string> {
  try {
    return await config.region();
  } catch (error) {
    throw new SecretsError('INVALID_CONFIG', `${backend}: no region is set.`, {
      backend,
      field: ['region'],
      hint: 'Set "region", or AWS_REGION, or a region in the profile.',
      cause: safeCause(error),
    });
  }
}
