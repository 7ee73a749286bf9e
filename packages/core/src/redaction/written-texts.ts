import { splitAuthority } from '../connection/split-authority.js';
import { splitUri } from '../connection/split-uri.js';
import type { NameTest } from './sensitive-names.js';

/** The password and the sensitive parameters of a URI as they are written in it, whatever is encoded there. */
export function* writtenTexts(text: string, isSensitive: NameTest): Generator<string> {
  if (!text.includes('://')) return;
  const { authority = '', query = '' } = splitUri(text);
  const { password } = splitAuthority(authority);
  if (password !== undefined) yield password;
  for (const parameter of query.split('&')) {
    const equals = parameter.indexOf('=');
    if (equals > 0 && isSensitive(parameter.slice(0, equals))) yield parameter.slice(equals + 1);
  }
}
