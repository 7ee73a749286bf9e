/** A URI cut into its parts, none decoded; a part that the text does not have is `undefined`. */
export interface UriParts {
  /** Lower-case, or empty. */
  readonly scheme: string;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
  /** Where the authority begins in the text, or `undefined` where characters were removed before it could be said. */
  readonly authorityAt: number | undefined;
  /** Where the text begins once leading control characters and spaces are removed. */
  readonly start: number;
  /** Whether control characters or spaces were removed before the text was cut. */
  readonly cleaned: boolean;
}

const SCHEME = /^[a-z][a-z0-9+.-]*$/i;
const REMOVED = /[\t\r\n]/g;

/**
 * Cuts a URI as Python's `urlsplit` does: leading control characters and spaces and all tabs and line ends are removed
 * first, and only text after `//` is an authority. Takes time in proportion to the text.
 */
export function splitUri(text: string): UriParts {
  const start = firstPrintable(text);
  const uri = text.slice(start).replace(REMOVED, '');
  const removedWithin = uri.length !== text.length - start;

  const colon = uri.indexOf(':');
  const scheme = colon > 0 && SCHEME.test(uri.slice(0, colon)) ? uri.slice(0, colon).toLowerCase() : '';
  let at = scheme === '' ? 0 : colon + 1;

  let authority: string | undefined;
  let authorityAt: number | undefined;
  if (uri.startsWith('//', at)) {
    at += 2;
    authorityAt = removedWithin ? undefined : start + at;
    authority = uri.slice(at, endOfAuthority(uri, at));
    at += authority.length;
  }

  const hash = uri.indexOf('#', at);
  const end = hash === -1 ? uri.length : hash;
  const mark = uri.indexOf('?', at);
  const pathEnd = mark === -1 || mark > end ? end : mark;
  return {
    scheme,
    authority,
    path: uri.slice(at, pathEnd),
    query: pathEnd < end ? uri.slice(pathEnd + 1, end) : undefined,
    fragment: hash === -1 ? undefined : uri.slice(hash + 1),
    authorityAt,
    start,
    cleaned: removedWithin || start > 0,
  };
}

/** Tells whether a type can stand before `://`. */
export const isScheme = (text: string): boolean => SCHEME.test(text);

function firstPrintable(text: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function endOfAuthority(uri: string, from: number): number {
  for (let at = from; at < uri.length; at += 1) {
    const code = uri.charCodeAt(at);
    if (code === 0x2f || code === 0x3f || code === 0x23) return at;
  }
  return uri.length;
}
