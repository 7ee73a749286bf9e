import type { ClientRegistry } from './client-registry.js';
import type { RequestKind, Route } from './route.js';
import { VaultError } from './vault-error.js';

/** Why the vault refuses a caller, as the inner code of its 403. */
export type DenialReason =
  | 'ForbiddenByRbac'
  | 'ForbiddenByPolicy'
  | 'ForbiddenByFirewall'
  | 'ForbiddenByConnection'
  | 'AccessDenied';

/** How far a denial goes; everything, unless narrowed. */
export interface DenialOptions {
  /** The inner code of the 403. @default 'ForbiddenByRbac' */
  readonly reason?: DenialReason;
  /** Only this secret. */
  readonly name?: string;
  /** Only these kinds of request. */
  readonly kinds?: readonly RequestKind[];
}

/** Who called, as the token says. */
export interface Caller {
  readonly clientId: string;
  readonly objectId: string;
}

const MESSAGES: Readonly<Record<DenialReason, string>> = {
  ForbiddenByRbac: 'No role assignment lets the caller do this.',
  ForbiddenByPolicy: 'A policy of the vault forbids this to the caller.',
  ForbiddenByFirewall: 'The address of the client is not let through by the firewall of the vault.',
  ForbiddenByConnection: 'The vault takes no requests from a public network.',
  AccessDenied: 'No access policy of the vault lets the caller do this.',
};

/** Who may do what: every known client everything, until denied. */
export class AccessRules {
  readonly #clients: ClientRegistry;
  readonly #denials = new Map<string, DenialOptions[]>();

  constructor(clients: ClientRegistry) {
    this.#clients = clients;
  }

  deny(identity: string, denial: DenialOptions): void {
    const { objectId } = this.#known(identity);
    this.#denials.set(objectId, [...(this.#denials.get(objectId) ?? []), denial]);
  }

  grant(identity: string): void {
    this.#denials.delete(this.#known(identity).objectId);
  }

  /** Throws the 403 that the caller gets for this request, if any. */
  check(caller: Caller, route: Route): void {
    const denial = this.#denials.get(caller.objectId)?.find((each) => covers(each, route));
    if (denial === undefined) return;
    const reason = denial.reason ?? 'ForbiddenByRbac';
    const who = `Caller: appid=${caller.clientId};oid=${caller.objectId}`;
    throw new VaultError(403, 'Forbidden', `${MESSAGES[reason]}\r\n${who}`, reason);
  }

  #known(identity: string): { readonly objectId: string } {
    const client = this.#clients.find(identity);
    if (client !== undefined) return client;
    throw new Error(
      `No client has the id ${JSON.stringify(identity)}; give it to startKeyVaultServer as a client.`,
    );
  }
}

function covers({ name, kinds }: DenialOptions, route: Route): boolean {
  if (kinds !== undefined && !kinds.includes(route.kind)) return false;
  return name === undefined || name.toLowerCase() === route.name?.toLowerCase();
}
