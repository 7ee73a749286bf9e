import { checkAuthority } from './check-authority.js';
import type { Reading } from './connection-fields.js';
import { invalidConnection } from './invalid-connection.js';
import type { LossList } from './losses.js';
import { splitUri, type UriParts } from './split-uri.js';

/** A URI whose type is taken off, and what then is left of it. */
export interface TypedUri {
  /** The scheme, lower-case, or empty. */
  readonly scheme: string;
  /** Where the scheme begins in the text. */
  readonly start: number;
  /** The second scheme, lower-case, where there are two, or empty. */
  readonly protocol: string;
  readonly parts: UriParts;
  /** Where `parts` begin in the text, or `undefined` where it cannot be said. */
  readonly offset: number | undefined;
}

const SEPARATOR = '://';

/**
 * Takes the type off a URI as Airflow does: every `type://` in it is removed, wherever it stands, and of two schemes the
 * second is the protocol of the host.
 */
export function separateType(text: string, losses: LossList, reading: Reading): TypedUri {
  const whole = splitUri(text);
  checkAuthority(whole.authority ?? '', reading);
  if (whole.cleaned) losses.add('control-characters-removed');
  if (whole.fragment !== undefined) losses.add('fragment-dropped');

  const { scheme, start } = whole;
  const separators = text.split(SEPARATOR).length - 1;
  if (separators > 2) {
    throw invalidConnection(
      'The connection URI has more than two "://".',
      'Write one that belongs to a value as %3A%2F%2F.',
    );
  }
  const prefix = scheme + SEPARATOR;
  const rest = text.replaceAll(prefix, separators === 2 ? '' : '//');
  if (separators === 2) checkBeforeProtocol(rest);
  const parts = splitUri(rest);
  checkAuthority(parts.authority ?? '', reading);

  const cutOnce = text.startsWith(prefix, start) && text.length - rest.length === prefix.length;
  const kept = separators === 2 && scheme !== '' && parts.scheme !== '' && cutOnce;
  reportSeparators({ text, scheme, separators, kept, hasAuthority: parts.authority !== undefined }, losses);
  return {
    scheme,
    start,
    protocol: separators === 2 ? parts.scheme : '',
    parts,
    offset: text.endsWith(rest) && !parts.cleaned ? text.length - rest.length : undefined,
  };
}

function checkBeforeProtocol(rest: string): void {
  const separator = rest.indexOf(SEPARATOR);
  const before = separator === -1 ? rest : rest.slice(0, separator);
  if (!before.includes('@') && !before.includes(':')) return;
  const beyondHost = /[/?#]/.test(before);
  throw invalidConnection(
    'The connection URI has a login, password or port before its second "://".',
    beyondHost
      ? 'The second "://" probably belongs to a value: write it as %3A%2F%2F.'
      : 'Write login and password behind the protocol of the host: type://protocol://login:password@host.',
  );
}

interface Separators {
  readonly text: string;
  readonly scheme: string;
  readonly separators: number;
  /** Whether the second scheme is the protocol of the host. */
  readonly kept: boolean;
  readonly hasAuthority: boolean;
}

function reportSeparators(
  { text, scheme, separators, kept, hasAuthority }: Separators,
  losses: LossList,
): void {
  if (scheme === '' && separators > 0 && !hasAuthority) losses.add('type-not-a-scheme');
  else if (separators === 2 && !kept) losses.add('second-scheme-ignored');
  else if (!hasAuthority) losses.add('not-a-uri');
  else if (scheme === '' && text.indexOf(SEPARATOR) > 0) losses.add('second-scheme-ignored');
}
