import type { Location } from '../backend.js';
import { SecretsError } from '../errors.js';

/**
 * Gives the answer of `locate` back when it is one.
 *
 * @throws SecretsError `INTERNAL` when the backend broke its contract
 */
export function checkLocation(answer: unknown, backend: string): Location {
  const { names, notHere, identity } = (answer ?? {}) as Record<'names' | 'notHere' | 'identity', unknown>;
  if (typeof notHere === 'string') return { notHere };
  const isIdentity = identity === undefined || typeof identity === 'string';
  if (Array.isArray(names) && names.every((name) => typeof name === 'string') && isIdentity)
    return identity === undefined ? { names } : { names, identity: identity as string };
  throw new SecretsError('INTERNAL', `${backend}: locate answered with something that is no place.`, {
    backend,
    hint: 'A backend answers { names: string[] }, and an identity where names say too little, or { notHere: "why" }.',
  });
}
