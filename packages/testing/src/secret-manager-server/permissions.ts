import { type ApiRequestKind, type ApiRoute, PERMISSION } from './api-route.js';
import { GoogleError } from './google-error.js';

/** How far a denial goes; everything, unless narrowed. */
export interface PermissionDenial {
  /** Only this secret. */
  readonly name?: string;
  /** Only these kinds of request. */
  readonly kinds?: readonly ApiRequestKind[];
  /** The `reason` of the 403. @default 'IAM_PERMISSION_DENIED' */
  readonly reason?: string;
}

/** Who may do what: every known account everything, until denied. */
export class Permissions {
  readonly #denials = new Map<string, PermissionDenial[]>();

  deny(principal: string, denial: PermissionDenial): void {
    this.#denials.set(principal, [...(this.#denials.get(principal) ?? []), denial]);
  }

  grant(principal: string): void {
    this.#denials.delete(principal);
  }

  /** Throws the 403 that the caller gets for this request, if any. */
  check(principal: string, route: ApiRoute): void {
    const denial = this.#denials.get(principal)?.find((each) => covers(each, route));
    if (denial === undefined) return;
    throw new GoogleError(
      'PERMISSION_DENIED',
      `Permission '${PERMISSION[route.kind]}' denied for resource (or it may not exist).`,
      denial.reason ?? 'IAM_PERMISSION_DENIED',
    );
  }
}

function covers({ name, kinds }: PermissionDenial, route: ApiRoute): boolean {
  if (kinds !== undefined && !kinds.includes(route.kind)) return false;
  return name === undefined || name === route.name;
}
