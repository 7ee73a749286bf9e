const TOKEN = /\s+|"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\]:,]/y;

/**
 * Where text that YAML takes and JSON does not leaves JSON: a comment, a bare word, other quotes, or a comma before a
 * closing bracket. Gives the offset, or `undefined` when no single place can be named.
 */
export function offsetOfJsonFault(text: string): number | undefined {
  let comma: number | undefined;
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return at;
    if (comma !== undefined && (token === ']' || token === '}')) return comma;
    if (token.trim() !== '') comma = token === ',' ? at : undefined;
    at += token.length;
  }
  return undefined;
}
