/** One call on its way through the guard. */
export interface GuardedCall {
  /** Ends the call, for whatever reason it must end early. */
  readonly signal: AbortSignal;
  /** Nobody waits for its answer. */
  readonly background: boolean;
  /** When its deadline passes, in milliseconds on the guard's clock. */
  readonly endsAt: number;
}
