import type { LossList } from './losses.js';

/**
 * Percent-decodes as Python's `unquote` does: a `%` that two hexadecimal digits do not follow stays, and bytes that are
 * no UTF-8 become U+FFFD, which is reported as the loss `invalid-utf8`.
 */
export function percentDecode(text: string, losses: LossList): string {
  const at = text.indexOf('%');
  if (at === -1) return text;
  // Most often there is one escape, of an ASCII character, which takes a third of the time that way.
  const only = text.indexOf('%', at + 1) === -1 ? byteAt(text, at) : -1;
  if (only !== -1 && only < 0x80) return text.slice(0, at) + String.fromCharCode(only) + text.slice(at + 3);
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return decodeLeniently(text, losses);
  }
}

/** Decodes a name or value of a query: as `percentDecode`, and `+` is a space. */
export const formDecode = (text: string, losses: LossList): string =>
  percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text, losses);

function decodeLeniently(text: string, losses: LossList): string {
  const pieces: string[] = [];
  let done = 0;
  for (let at = text.indexOf('%'); at !== -1; at = text.indexOf('%', at)) {
    const bytes: number[] = [];
    let end = at;
    for (let byte = byteAt(text, end); byte !== -1; byte = byteAt(text, end)) {
      bytes.push(byte);
      end += 3;
    }
    if (bytes.length === 0) {
      at += 1;
      continue;
    }
    pieces.push(text.slice(done, at), decodeBytes(bytes, losses));
    done = end;
    at = end;
  }
  pieces.push(text.slice(done));
  return pieces.join('');
}

function decodeBytes(bytes: readonly number[], losses: LossList): string {
  if (bytes.length === 1 && Number(bytes[0]) < 0x80) return String.fromCharCode(Number(bytes[0]));
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(bytes));
  if (countOf(decoded) !== countOfEncoded(bytes)) losses.add('invalid-utf8');
  return decoded;
}

/** The byte that `%XX` at this place stands for, or -1 where there is none. */
function byteAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x25) return -1;
  const high = digit(text.charCodeAt(at + 1));
  const low = digit(text.charCodeAt(at + 2));
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

const countOf = (decoded: string): number => decoded.split('\ufffd').length - 1;

/** How often the bytes themselves hold U+FFFD, which decodes to itself and is no loss. */
function countOfEncoded(bytes: readonly number[]): number {
  let count = 0;
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count += 1;
  }
  return count;
}
