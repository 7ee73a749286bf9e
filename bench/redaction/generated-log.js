const WORDS =
  'info warn request completed user connection from database while handling GET /api/v1/orders status=200 duration_ms=12 trace_id session retry backend answered with'.split(
    ' ',
  );
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SEED = 20_260_101;

/** The same numbers from 0 to below `limit` in every run. */
export function numbers(seed = SEED) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Values of 16 to 40 characters, as generated passwords and tokens are. */
export function generatedValues(count, next = numbers()) {
  const value = () => Array.from({ length: 16 + next(25) }, () => ALPHABET[next(64)]).join('');
  return Array.from({ length: count }, value);
}

/** Log lines of about 170 characters, of which every twentieth holds a value. */
export function generatedLines(count, values, next = numbers()) {
  return Array.from({ length: count }, (_, index) => {
    const words = Array.from({ length: 17 }, () => WORDS[next(WORDS.length)]);
    if (index % 20 === 0) words.splice(next(17), 0, `password=${values[next(values.length)]}`);
    const id = Array.from({ length: 16 }, () => next(16).toString(16)).join('');
    return `2026-01-01T00:00:00.000Z ${words.join(' ')} ${id}\n`;
  });
}

/** Texts that make it look closely everywhere, each of about `length` characters. */
export const adversarialTexts = {
  'nothing but values': (values, length, next = numbers()) =>
    filled(length, () => values[next(values.length)]),
  'values with another last character': (values, length, next = numbers()) =>
    filled(length, () => `${values[next(values.length)].slice(0, -1)}!`),
  'beginnings of values': (values, length, next = numbers()) =>
    filled(length, () => values[next(values.length)].slice(0, 4 + next(12))),
  'ends of values': (values, length, next = numbers()) =>
    filled(length, () => values[next(values.length)].slice(1)),
};

function filled(length, piece) {
  const pieces = [];
  for (let total = 0; total < length; total += pieces.at(-1).length) pieces.push(piece());
  return pieces.join(' ');
}
