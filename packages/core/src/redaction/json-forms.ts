/** The text as it stands in JSON, in JSON inside of JSON, in Python's JSON, and between the quotes of `util.inspect`. */
export function jsonForms(text: string): readonly string[] {
  const once = escaped(text);
  const ascii = once.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [
    once,
    escaped(once),
    ascii,
    escaped(ascii),
    once.replaceAll('/', '\\/'),
    once.replaceAll('\\"', '"'),
  ];
}

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
