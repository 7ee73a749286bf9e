/** How long a reference that was denied is not asked for again at most, in milliseconds. */
export const LONGEST_DENIAL_MS = 1_000;

/** One thing that goes wrong for a while. */
export interface ChaosFault {
  readonly name: string;
  /** In milliseconds. */
  readonly lastsMs: number;
  /** Begins it; the result ends it. */
  begin(): Promise<() => Promise<void>>;
  /**
   * What it means for values that were kept before: `served`: each read of them is answered; `refused`: the store says
   * no, and they are served no longer than they are fresh. @default 'served'
   */
  readonly kept?: 'served' | 'refused';
  /** Whether what is not kept is answered all the same, slower. @default false */
  readonly isHarmless?: boolean;
  /** How long what was refused is not asked for again, in milliseconds, where that is more than the pauses of the reads. */
  readonly pauseMs?: number;
}
