import type { CutHost } from './cut-uri.js';
import type { LossList } from './losses.js';
import { percentDecode } from './percent-decode.js';

/**
 * Decodes the host as Airflow does: lower-case up to its first `%`, except where the decoded host holds a `/`, as that of
 * a unix socket does, and the case is kept.
 */
export function decodeHost(
  { host: encoded, bracketed }: Pick<CutHost, 'host' | 'bracketed'>,
  losses: LossList,
): string {
  const percent = encoded.indexOf('%');
  const cased = percent === -1 ? encoded : encoded.slice(0, percent);
  const lower = lowerCase(cased);
  const isLower = lower === cased;
  const host = percentDecode(isLower ? encoded : lower + encoded.slice(cased.length), losses);
  if (!host.includes('/')) {
    if (!isLower) losses.add('host-lower-cased');
    return host;
  }
  if (bracketed === undefined) return isLower ? host : percentDecode(encoded, losses);
  losses.add('bracketed-host-cut');
  const [beforeColon = ''] = bracketed.split(':', 1);
  return percentDecode(beforeColon, losses);
}

/** Most hosts are lower-case already, and looking takes less time than `toLowerCase()`. */
function lowerCase(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f || (code >= 0x41 && code <= 0x5a)) return text.toLowerCase();
  }
  return text;
}
