import type { LeakEncoding } from './leak.js';

/** A text as it reads when one encoding is taken away. */
export interface TextView {
  readonly encoding: LeakEncoding;
  readonly text: string;
}

const JSON_ESCAPE = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs;
const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The text as it is, and as it reads decoded, where it holds what may be encoded. JSON inside of JSON is decoded twice. */
export function textViews(text: string): readonly TextView[] {
  const views: TextView[] = [{ encoding: 'clear', text }];
  if (text.includes('%')) views.push({ encoding: 'URL-encoded', text: percentDecoded(text) });
  if (text.includes('+')) {
    views.push({ encoding: 'form-encoded', text: percentDecoded(text.replaceAll('+', ' ')) });
  }
  if (text.includes('\\')) {
    const once = jsonUnescaped(text);
    views.push({ encoding: 'JSON-escaped', text: once });
    if (once.includes('\\')) views.push({ encoding: 'JSON-escaped', text: jsonUnescaped(once) });
  }
  return views;
}

/** Decodes what can be decoded, and leaves the rest as it stands. */
function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (codes) =>
    Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function jsonUnescaped(text: string): string {
  return text.replaceAll(JSON_ESCAPE, (_match, unicode?: string, byte?: string, other?: string) => {
    const code = unicode ?? byte;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return CONTROLS[other ?? ''] ?? other ?? '';
  });
}
