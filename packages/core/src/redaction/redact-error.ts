/** Fields that loggers print without the error listing them; a subclass may have them as getters. */
const PRINTED_FIELDS = ['name', 'message', 'stack'] as const;
const OTHER_FIELDS = ['cause', 'errors'] as const;

/** A copy of an error, of the same class, with its message, stack, causes and own fields redacted. */
export function redactError(
  error: Error,
  remember: (copy: Error) => Error,
  redactField: (value: unknown, name: string) => unknown,
): Error {
  const copy = new Error();
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  remember(copy);
  for (const name of PRINTED_FIELDS) define(copy, name, redactField(error[name], name), false);
  for (const name of OTHER_FIELDS) {
    const field = Object.getOwnPropertyDescriptor(error, name);
    if (field !== undefined) define(copy, name, redactField(field.value, name), false);
  }
  for (const [name, field] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
    if (!field.enumerable) continue;
    define(copy, name, 'value' in field ? redactField(field.value, name) : '[getter]', true);
  }
  return copy;
}

function define(copy: Error, name: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(copy, name, { value, enumerable, configurable: true, writable: true });
}
