import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { type LoopbackListener, listenOnLoopback } from '../key-vault-server/loopback-listener.js';
import { AccessTokens } from './access-tokens.js';
import { ApiEndpoint } from './api-endpoint.js';
import { type AuthorityOptions, authorityEndpoint } from './authority-endpoint.js';
import { CredentialFiles } from './credential-files.js';
import { TOKEN_PATH } from './google-token-endpoint.js';
import { GoogleTokenLog } from './google-token-log.js';
import { Permissions } from './permissions.js';
import { RunningSecretManagerServer } from './running-secret-manager-server.js';
import type { SecretManagerServer } from './secret-manager-server.js';
import type { SecretManagerServerOptions } from './secret-manager-server-options.js';
import { ServiceAccounts } from './service-accounts.js';
import { StoredSecrets } from './stored-secrets.js';

const PROJECT_NUMBER = '481516234200';

/** Starts a Secret Manager with whom its clients log in at, all on 127.0.0.1 and over plain HTTP. */
export async function startSecretManagerServer(
  options: SecretManagerServerOptions = {},
): Promise<SecretManagerServer> {
  const { projectId = 'test-project', location, now = Date.now } = options;
  const address = (name: string) => `${name}@${projectId}.iam.gserviceaccount.com`;
  const [email, machineAccount, impersonatedAccount] = [
    address('app'),
    address('machine'),
    address('reader'),
  ];
  const accounts = new ServiceAccounts();
  const everybody = [email, machineAccount, impersonatedAccount, ...(options.serviceAccounts ?? [])];
  await Promise.all(everybody.map((each) => accounts.create(each)));
  accounts.known(impersonatedAccount).tokenCreators.add(email);

  const secrets = new StoredSecrets(now);
  const permissions = new Permissions();
  const tokens = new AccessTokens(now, options.tokenLifetimeSeconds ?? 3_600);
  const log = new GoogleTokenLog();
  const api = new ApiEndpoint({
    secrets,
    permissions,
    tokens,
    projectId,
    projectNumber: PROJECT_NUMBER,
    location,
  });

  const listeners: LoopbackListener[] = [];
  let files: CredentialFiles | undefined;
  const closeAll = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close()));
    await files?.remove();
  };
  try {
    const authority = createServer();
    const authorityListener = await listenOnLoopback(authority);
    listeners.push(authorityListener);
    const metadataHost = `127.0.0.1:${authorityListener.port}`;
    const facts: AuthorityOptions = {
      accounts,
      tokens,
      now,
      log,
      projectId,
      machineAccount,
      tokenUri: `http://${metadataHost}${TOKEN_PATH}`,
      refreshToken: `1//${randomBytes(24).toString('base64url')}`,
      userClient: { id: 'test.apps.googleusercontent.com', secret: randomBytes(12).toString('base64url') },
      userEmail: 'user@example.com',
      subjectToken: randomBytes(24).toString('base64url'),
      federatedPrincipal: 'principal://iam.googleapis.com/workloadIdentityPools/pool/subject/app',
    };
    authority.on('request', authorityEndpoint(facts));
    const listener = await listenOnLoopback(createServer(api.listener), options.port);
    listeners.push(listener);
    files = await CredentialFiles.create({ ...facts, metadataHost });
    const running = new RunningSecretManagerServer(
      {
        url: `http://127.0.0.1:${listener.port}`,
        projectId,
        projectNumber: PROJECT_NUMBER,
        tokenUri: facts.tokenUri,
        iamEndpoint: `http://${metadataHost}`,
        metadataHost,
        email,
        machineAccount,
        impersonatedAccount,
        location,
      },
      { api, secrets, permissions, accounts, tokens, log, files },
      closeAll,
    );
    for (const [name, secret] of Object.entries(options.secrets ?? {})) {
      const { value, ...settings } =
        typeof secret === 'string' || secret instanceof Uint8Array ? { value: secret } : secret;
      running.set(name, value, settings);
    }
    return running;
  } catch (error) {
    await closeAll();
    throw error;
  }
}
