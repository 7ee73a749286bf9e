const EXACT_DIGITS = 15;

/** Tells whether a JSON number is the same number after it went through a double, whatever way it is written. */
export function survivesAsDouble(literal: string, value: number): boolean {
  if (literal.length <= EXACT_DIGITS && value !== 0 && Number.isSafeInteger(value)) return true;
  return decimal(literal) === decimal(String(value));
}

/** The number as its significant digits and a power of ten. */
function decimal(text: string): string {
  const unsigned = text.startsWith('-') ? text.slice(1) : text;
  const [mantissa = '', exponent = '0'] = unsigned.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  let start = 0;
  let end = digits.length;
  while (start < end && digits.charAt(start) === '0') start += 1;
  while (end > start && digits.charAt(end - 1) === '0') end -= 1;
  if (start === end) return '0';
  return `${digits.slice(start, end)}e${Number(exponent) - fraction.length + (digits.length - end)}`;
}
