const HEXTET = /^[0-9a-f]{1,4}$/i;
const OCTET = /^(0|[1-9][0-9]{0,2})$/;
const FUTURE = /^v[0-9a-f]+\../i;
const MOST_PIECES = 9;

/** Tells whether brackets in an authority may hold this: an IPv6 address, with a zone perhaps, or a future form (`v1.x`). */
export function mayStandInBrackets(text: string): boolean {
  if (text.startsWith('v')) return FUTURE.test(text);
  const percent = text.indexOf('%');
  if (percent === -1) return isIpv6(text);
  const zone = text.slice(percent + 1);
  return zone !== '' && !zone.includes('%') && isIpv6(text.slice(0, percent));
}

function isIpv6(text: string): boolean {
  const pieces = text.split(':', MOST_PIECES + 1);
  if (pieces.length < 3 || pieces.length > MOST_PIECES) return false;
  const last = pieces.at(-1) ?? '';
  if (last.includes('.')) {
    if (!isIpv4(last)) return false;
    pieces.splice(-1, 1, '0', '0');
    if (pieces.length > MOST_PIECES) return false;
  }
  const gap = pieces.indexOf('', 1);
  if (gap === -1 || gap === pieces.length - 1) return pieces.length === 8 && pieces.every(isHextet);

  const before = pieces.slice(0, gap);
  const after = pieces.slice(gap + 1);
  if (before.length === 1 && before[0] === '') before.pop();
  if (after.length === 1 && after[0] === '') after.pop();
  return before.length + after.length < 8 && before.every(isHextet) && after.every(isHextet);
}

function isIpv4(text: string): boolean {
  const octets = text.split('.', 5);
  return octets.length === 4 && octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255);
}

const isHextet = (text: string): boolean => HEXTET.test(text);
