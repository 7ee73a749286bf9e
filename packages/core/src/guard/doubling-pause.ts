export interface DoublingPauseOptions {
  /** The pause after the first failure, in milliseconds. @default 1_000 */
  readonly firstMs?: number;
  /** What it doubles up to, in milliseconds. @default 30_000 */
  readonly longestMs?: number;
}

/** How long to leave alone what failed so many times in a row: a doubling pause, a fifth more or less by chance. */
export function doublingPauseMs(
  failures: number,
  random: () => number,
  { firstMs = 1_000, longestMs = 30_000 }: DoublingPauseOptions = {},
): number {
  return Math.min(longestMs, firstMs * 2 ** (failures - 1)) * (0.8 + 0.4 * random());
}
