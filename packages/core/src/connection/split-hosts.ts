const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/**
 * Cuts an authority at each `,` that separates hosts, which stands behind the last `@` and not in brackets. The login and
 * the password stay with the first.
 */
export function splitHosts(authority: string): readonly [string, ...string[]] {
  let first: string | undefined;
  const others: string[] = [];
  let from = 0;
  let inBrackets = false;
  const cutAt = (end: number): void => {
    const host = authority.slice(from, end);
    if (first === undefined) first = host;
    else others.push(host);
    from = end + 1;
  };
  for (let at = authority.lastIndexOf('@') + 1; at < authority.length; at += 1) {
    const code = authority.charCodeAt(at);
    if (code === OPEN) inBrackets = true;
    else if (code === CLOSE) inBrackets = false;
    else if (code === COMMA && !inBrackets) cutAt(at);
  }
  const last = authority.slice(from);
  return first === undefined ? [last] : [first, ...others, last];
}
