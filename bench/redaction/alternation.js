const SPECIAL = /[.*+?^${}()|[\]\\-]/g;

/** Redacts with one regular expression of all values, the longest first. */
export function alternation(values) {
  const escaped = longestFirst(values).map((value) => value.replaceAll(SPECIAL, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'g');
  return (text) => text.replace(pattern, '***');
}

/** What is right by definition: each value replaced by itself, the longest first. */
export const replacedOneByOne = (values, text) =>
  longestFirst(values).reduce((rest, value) => rest.replaceAll(value, '***'), text);

const longestFirst = (values) => values.toSorted((one, other) => other.length - one.length);
