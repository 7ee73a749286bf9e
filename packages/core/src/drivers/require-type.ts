import type { ConnectionFields } from '../connection/connection-fields.js';
import { canonicalType } from '../connection/connection-type.js';
import { SecretsError } from '../errors.js';

const PRINTABLE = /^[a-z0-9_+.-]{1,40}$/;

/**
 * The connection's type in lower case, checked to be one of those that a form is for. A connection without a type is
 * taken for the first of them when it has a host: without either it is most probably no connection at all.
 */
export function requireType<Type extends string>(
  fields: ConnectionFields,
  form: string,
  accepted: readonly [Type, ...Type[]],
): Type {
  const given = canonicalType((fields.type ?? '').toLowerCase());
  const match = accepted.find((type) => type === given);
  if (match !== undefined) return match;
  if (given === '' && fields.host !== undefined && fields.host !== '') return accepted[0];

  const subject = PRINTABLE.test(given) ? `of type "${given}"` : 'of another type, or of none,';
  throw new SecretsError(
    'INVALID_VALUE',
    `The connection is ${subject} and ${form} is for ${accepted.map((type) => `"${type}"`).join(', ')}.`,
    { hint: 'Ask for the form of its own type, or correct the type where the connection is stored.' },
  );
}
