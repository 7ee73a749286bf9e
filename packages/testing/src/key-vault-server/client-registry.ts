import { randomBytes, randomUUID } from 'node:crypto';

/** An application that may log in, by any of the ways that are given. */
export interface ClientOptions {
  /** The client secret it logs in with. */
  readonly secret?: string;
  /** The certificate that its client assertions are checked against, as PEM text. */
  readonly certificate?: string;
  /** The subject of the federated tokens it logs in with. */
  readonly federatedSubject?: string;
  /** Whether the managed identity endpoints hand out its tokens when they are asked for its client id. @default false */
  readonly managedIdentity?: boolean;
  /** Its object id, which is the `oid` of its tokens. @default a new one */
  readonly objectId?: string;
}

export interface Client {
  readonly id: string;
  readonly objectId: string;
  readonly secret: string | undefined;
  readonly certificates: string[];
  readonly federatedSubject: string | undefined;
  readonly managedIdentity: boolean;
}

const DEFAULT_SUBJECT = 'system:serviceaccount:default:app';

/** The applications and identities that Entra knows, by client id and object id. */
export class ClientRegistry {
  /** The first client, completed so that it can log in in every way. */
  readonly main: Client & { readonly secret: string; readonly federatedSubject: string };
  /** The identity that managed identity gives when no client id is asked for. */
  readonly systemIdentity: Client;
  readonly #clients: readonly Client[];

  constructor(clients: Readonly<Record<string, ClientOptions>> = {}) {
    const [[mainId, main] = [randomUUID(), { managedIdentity: true }], ...others] = Object.entries(clients);
    this.main = {
      ...clientOf(mainId, main),
      secret: main.secret ?? randomBytes(24).toString('base64url'),
      federatedSubject: main.federatedSubject ?? DEFAULT_SUBJECT,
    };
    this.systemIdentity = clientOf(randomUUID(), { managedIdentity: true });
    this.#clients = [this.main, this.systemIdentity, ...others.map(([id, options]) => clientOf(id, options))];
  }

  /** The client of this client id or object id. */
  find(id: string): Client | undefined {
    return this.#clients.find((client) => client.id === id || client.objectId === id);
  }
}

function clientOf(id: string, options: ClientOptions): Client {
  return {
    id,
    objectId: options.objectId ?? randomUUID(),
    secret: options.secret,
    certificates: options.certificate === undefined ? [] : [options.certificate],
    federatedSubject: options.federatedSubject,
    managedIdentity: options.managedIdentity ?? false,
  };
}
