import type { LossList } from './losses.js';
import { percentDecode } from './percent-decode.js';
import type { AuthorityParts } from './split-authority.js';

/**
 * Decodes the host as Airflow does: lower-case up to its first `%`, except where the decoded host holds a `/`, as that of
 * a unix socket does, and the case is kept.
 */
export function decodeHost(
  parts: Pick<AuthorityParts, 'host' | 'bracketed' | 'hostAndPort'>,
  losses: LossList,
): string {
  const percent = parts.host.indexOf('%');
  const cased = percent === -1 ? parts.host : parts.host.slice(0, percent);
  const lower = cased.toLowerCase();
  const isLower = lower === cased;
  if (percent === -1) {
    if (!isLower) losses.add('host-lower-cased');
    return lower;
  }
  const host = percentDecode(isLower ? parts.host : lower + parts.host.slice(percent), losses);
  if (!host.includes('/')) {
    if (!isLower) losses.add('host-lower-cased');
    return host;
  }
  if (parts.bracketed) losses.add('bracketed-host-cut');
  else if (isLower) return host;
  const colon = parts.hostAndPort.indexOf(':');
  return percentDecode(parts.hostAndPort.slice(0, colon === -1 ? undefined : colon), losses);
}
