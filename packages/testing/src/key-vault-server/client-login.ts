import { X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Client, ClientRegistry } from './client-registry.js';
import { EntraError } from './entra-error.js';
import { FEDERATED_AUDIENCE, type TokenIssuer } from './token-issuer.js';

/** How a token was asked for. */
export type TokenSource =
  | 'client-secret'
  | 'certificate'
  | 'workload-identity'
  | 'app-service'
  | 'imds'
  | 'unknown';

export interface ClientLoginOptions {
  readonly clients: ClientRegistry;
  readonly issuer: TokenIssuer;
  /** What a client's own assertions must name as their audience. */
  readonly tokenEndpoint: string;
  readonly now: () => number;
}

/** How the form logs in, judged by what it holds and without checking it. */
export function sourceOf(form: URLSearchParams): TokenSource {
  if (form.has('client_secret')) return 'client-secret';
  const assertion = form.get('client_assertion');
  if (assertion === null) return 'unknown';
  return unchecked(assertion, decodeJwt)?.iss === form.get('client_id') ? 'certificate' : 'workload-identity';
}

/** The client that the form proves to be, or the refusal as an `EntraError`. */
export async function logIn(form: URLSearchParams, options: ClientLoginOptions): Promise<Client> {
  if (form.get('grant_type') !== 'client_credentials') {
    throw new EntraError(400, 'unsupported_grant_type', 70003, 'Only client_credentials is supported here.');
  }
  const client = options.clients.find(form.get('client_id') ?? '');
  if (client === undefined) {
    throw new EntraError(400, 'unauthorized_client', 700016, 'The directory has no such application.');
  }
  const source = sourceOf(form);
  if (source === 'client-secret') return withSecret(client, form.get('client_secret'));
  const assertion = form.get('client_assertion');
  if (assertion === null) {
    throw new EntraError(
      401,
      'invalid_client',
      7000216,
      'A client secret or a client assertion is required.',
    );
  }
  return source === 'certificate'
    ? withCertificate(client, assertion, options)
    : withFederatedToken(client, assertion, options);
}

function withSecret(client: Client, secret: string | null): Client {
  if (client.secret !== undefined && client.secret === secret) return client;
  throw new EntraError(
    401,
    'invalid_client',
    7000215,
    `The client secret is wrong for application '${client.id}'.`,
  );
}

async function withCertificate(
  client: Client,
  assertion: string,
  options: ClientLoginOptions,
): Promise<Client> {
  const certificate = certificateOf(client, assertion);
  if (certificate === undefined) {
    throw new EntraError(
      401,
      'invalid_client',
      700027,
      'The certificate of the client assertion is not registered.',
    );
  }
  await refusedUnless(
    jwtVerify(assertion, certificate.publicKey, {
      issuer: client.id,
      subject: client.id,
      audience: options.tokenEndpoint,
      algorithms: ['PS256', 'RS256'],
      currentDate: new Date(options.now()),
      // Clients round their clocks, so an assertion can begin in the future.
      clockTolerance: 300,
      requiredClaims: ['exp'],
    }),
    700027,
  );
  return client;
}

async function withFederatedToken(
  client: Client,
  assertion: string,
  options: ClientLoginOptions,
): Promise<Client> {
  const { issuer } = options;
  const { sub } = await refusedUnless(
    issuer.verify(assertion, issuer.clusterIssuer, FEDERATED_AUDIENCE),
    700211,
  );
  if (sub !== undefined && sub === client.federatedSubject) return client;
  throw new EntraError(
    401,
    'invalid_client',
    700213,
    'No federated identity record has the subject of the assertion.',
  );
}

function certificateOf(client: Client, assertion: string): X509Certificate | undefined {
  const header = unchecked(assertion, decodeProtectedHeader);
  return client.certificates
    .map((pem) => new X509Certificate(pem))
    .find((each) => {
      const thumbprints = [thumbprint(each.fingerprint256), thumbprint(each.fingerprint)];
      return [header?.['x5t#S256'], header?.x5t].some(
        (named) => named !== undefined && thumbprints.includes(String(named)),
      );
    });
}

const thumbprint = (fingerprint: string): string =>
  Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');

async function refusedUnless<T>(verified: Promise<T>, number: number): Promise<T> {
  try {
    return await verified;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new EntraError(
        401,
        'invalid_client',
        700024,
        'The client assertion is not within its valid time range.',
      );
    }
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new EntraError(401, 'invalid_client', number, 'The client assertion does not hold.');
  }
}

function unchecked<T>(token: string, decode: (token: string) => T): T | undefined {
  try {
    return decode(token);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}
