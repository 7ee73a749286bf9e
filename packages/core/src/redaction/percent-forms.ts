/** What stands in the place of each byte, of which there are 256. */
type PercentStyle = readonly string[];

/** Who encodes what: each style is that of at least one function that is in wide use. */
const STYLES: readonly PercentStyle[] = [
  style(/[\w.!~*'()-]/), // encodeURIComponent
  style(/[\w.~/-]/), // Python's quote
  style(/[\w.~-]/), // RFC 3986, and Python's quote(safe='')
  style(/[\w.*-]/, '+'), // URLSearchParams, HTML forms
  style(/[\w.~-]/, '+'), // Python's quote_plus and urlencode
  style(/[\w;,/?:@&=+$.!~*'()#-]/), // encodeURI
  style(/[\w!$%&'()*+,.~-]/), // the user and the password of a URL
  style(/[\w!$%&()*+,./:;=?@[\\\]^`{|}~-]/), // the query of a URL
];

const NEEDS_NONE = /^\w*$/;

/** The text as it stands in URLs and forms: every style, with the hexadecimal digits in upper and in lower case. */
export function percentForms(text: string): readonly string[] {
  if (NEEDS_NONE.test(text)) return [];
  const bytes = Buffer.from(text);
  return STYLES.flatMap((encoded) => {
    const parts: string[] = [];
    for (const byte of bytes) parts.push(encoded[byte] as string);
    const form = parts.join('');
    return [form, form.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())];
  });
}

function style(plain: RegExp, space = '%20'): PercentStyle {
  return Array.from({ length: 256 }, (_, byte) => {
    const character = String.fromCharCode(byte);
    if (byte < 0x80 && plain.test(character)) return character;
    return byte === 0x20 ? space : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
