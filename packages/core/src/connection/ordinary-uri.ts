import type { CutUri } from './cut-uri.js';
import { isPort } from './port.js';

/** Printable ASCII but for the delimiters `/ ? # : @ [ ]`. */
const PLAIN = '!"$-.0-9;<=>A-Z\\\\^-~';
const ORDINARY = new RegExp(
  [
    '^([a-z][a-z0-9+.-]*)://',
    `(?:([${PLAIN}]*)(?::([${PLAIN}:]*))?@)?`,
    `([${PLAIN}]*)(?::([0-9]{1,5}))?`,
    `(?:/([${PLAIN}/@]*))?`,
    `(?:\\?([${PLAIN}/?@]*))?$`,
  ].join(''),
);

/**
 * Cuts a URI as nearly all are, in half the time that `cutUri` takes, and into the same parts; `undefined` where a URI
 * has anything that needs a second look. Takes time in proportion to the text.
 */
export function cutOrdinaryUri(text: string): CutUri | undefined {
  const match = ORDINARY.exec(text);
  if (match === null) return undefined;
  const port = match[5] === undefined ? undefined : Number(match[5]);
  if (port !== undefined && !isPort(port)) return undefined;
  const scheme = match[1] ?? '';
  const host = match[4] ?? '';
  return {
    scheme,
    givenScheme: scheme,
    protocol: '',
    login: match[2],
    password: match[3],
    host,
    bracketed: false,
    hostAndPort: host,
    port,
    schema: match[6] ?? '',
    query: match[7],
  };
}
