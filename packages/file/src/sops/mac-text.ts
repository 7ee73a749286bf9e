/** The range that Go keeps an integer in. */
const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 63n - 1n;
const INTEGER = /^-?[0-9]+$/;

/**
 * A number, a boolean or null of JSON as SOPS puts it into the MAC: as Go and Python wrote it once. `undefined`: it
 * would not be read alike there.
 */
export function macText(json: string): string | undefined {
  if (json === 'null') return '';
  if (json === 'true') return 'True';
  if (json === 'false') return 'False';
  if (!INTEGER.test(json)) return decimal(Number(json));
  const integer = BigInt(json);
  return integer < SMALLEST || integer > LARGEST ? undefined : integer.toString();
}

/** The shortest digits that mean the number, never with an exponent. */
function decimal(number: number): string | undefined {
  if (!Number.isFinite(number)) return undefined;
  const sign = number < 0 || Object.is(number, -0) ? '-' : '';
  const [digits = '', exponent = '0'] = Math.abs(number).toExponential().split('e');
  const [first = '', rest = ''] = digits.split('.');
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${first}${rest}`;
  const whole = first + rest.slice(0, power).padEnd(power, '0');
  const fraction = rest.slice(power);
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
