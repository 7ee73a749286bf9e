/** Whether a text is a value that SOPS encrypted, or the beginning of one. */
export function isSealed(text: string): boolean {
  return text.startsWith('ENC[AES256_GCM,');
}

/** What a value is bound to: the keys that lead to it. Items of a list share one. */
export function placeOf(path: readonly string[]): string {
  return `${path.join(':')}:`;
}
