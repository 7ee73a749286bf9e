import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { OAuth2Issuer } from 'oauth2-mock-server';
import type { Client } from './client-registry.js';

/** A token with the moment, in unix seconds, at which its client is told that it expires. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: number;
}

export interface TokenIssuerOptions {
  readonly tenantId: string;
  readonly lifetimeSeconds: number;
  readonly now: () => number;
}

export const FEDERATED_AUDIENCE = 'api://AzureADTokenExchange';

/** Signs access tokens as Entra does, and tokens of a cluster for workload identity, with one RSA key. */
export class TokenIssuer {
  readonly issuer: OAuth2Issuer = new OAuth2Issuer();
  readonly #options: TokenIssuerOptions;
  #keys: JWTVerifyGetKey | undefined;
  #expiredLeft = 0;

  constructor(options: TokenIssuerOptions) {
    this.#options = options;
  }

  /** Makes the signing key; `authorityHost` is where the tokens come from. */
  async start(authorityHost: string): Promise<void> {
    this.issuer.url = authorityHost;
    await this.issuer.keys.generate('RS256');
    this.#keys = createLocalJWKSet({ keys: this.issuer.keys.toJSON() });
  }

  /** The `iss` of access tokens. */
  get accessIssuer(): string {
    return `${this.issuer.url}/${this.#options.tenantId}/`;
  }

  /** The `iss` of federated tokens. */
  get clusterIssuer(): string {
    return `${this.issuer.url}/cluster`;
  }

  /** From now on, this many access tokens are expired while their clients are told that they are fresh. */
  issueExpired(times: number): void {
    this.#expiredLeft = times;
  }

  async accessToken(client: Client, audience: string): Promise<IssuedToken> {
    const { tenantId, lifetimeSeconds } = this.#options;
    const issuedAt = this.#seconds();
    const expiresAt = issuedAt + lifetimeSeconds;
    const expired = this.#expiredLeft > 0;
    if (expired) this.#expiredLeft -= 1;
    const token = await this.#sign({
      iss: this.accessIssuer,
      aud: audience,
      iat: issuedAt,
      nbf: issuedAt - 300,
      exp: expired ? issuedAt - 60 : expiresAt,
      tid: tenantId,
      oid: client.objectId,
      sub: client.objectId,
      appid: client.id,
      idtyp: 'app',
      ver: '1.0',
      uti: randomUUID(),
    });
    return { token, expiresAt };
  }

  federatedToken(subject: string): Promise<string> {
    const issuedAt = this.#seconds();
    return this.#sign({
      iss: this.clusterIssuer,
      aud: FEDERATED_AUDIENCE,
      sub: subject,
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + 3600,
    });
  }

  /** The claims of a token that this issuer signed for the audience and that is valid now; else jose's error. */
  async verify(token: string, issuer: string, audience: string): Promise<JWTPayload> {
    if (this.#keys === undefined) throw new Error('The token issuer has not been started.');
    const { payload } = await jwtVerify(token, this.#keys, {
      issuer,
      audience,
      algorithms: ['RS256'],
      currentDate: new Date(this.#options.now()),
      requiredClaims: ['exp'],
    });
    return payload;
  }

  #sign(claims: JWTPayload): Promise<string> {
    return this.issuer.buildToken({
      scopesOrTransform: (_header, payload) => Object.assign(payload, claims),
    });
  }

  #seconds(): number {
    return Math.floor(this.#options.now() / 1000);
  }
}
