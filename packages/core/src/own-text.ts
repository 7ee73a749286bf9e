/**
 * The same text by itself, to be kept as a key: one that was cut from another keeps all of that alive. As the name of a
 * property it is the one copy that V8 has of it, that of a literal in the program included, and is found by its address.
 */
export function ownText(text: string): string {
  const [own = text] = Object.keys({ [text]: undefined });
  return own;
}
