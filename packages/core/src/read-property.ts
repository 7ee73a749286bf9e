/** Reads a property of an object that may answer with an exception of its own. */
export function readProperty(target: object, key: string): unknown {
  try {
    return (target as Record<string, unknown>)[key];
  } catch (_thrownByGetter) {
    return undefined;
  }
}
