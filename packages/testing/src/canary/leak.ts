/** How a part of a canary was written where it was found. */
export type LeakEncoding = 'clear' | 'URL-encoded' | 'form-encoded' | 'JSON-escaped' | 'base64' | 'base64url';

/** Some part of a canary that stands where it must not. */
export interface Leak {
  /** What was looked at: a call and the way into what came of it, or a channel such as "stdout". */
  readonly where: string;
  /** Which canary it is a part of, by the place that it was put into. */
  readonly place: string;
  readonly encoding: LeakEncoding;
  /** The first characters of the canary that were found. */
  readonly window: string;
}

/** A leak in one line, for the message of a test. */
export function formatLeak({ where, place, encoding, window }: Leak): string {
  return `${where} holds ${JSON.stringify(window)} of the ${place} (${encoding})`;
}
