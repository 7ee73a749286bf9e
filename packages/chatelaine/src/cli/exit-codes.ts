import type { SecretsErrorCode } from '@chatelaine/core';

/** What scripts can branch on. */
export const EXIT = {
  /** Found, or all is well. */
  ok: 0,
  notFound: 1,
  /** The command line, the config, or a request that can never be answered. */
  usage: 2,
  /** A backend failed: denied, unreachable, out of time, or with a value that is no use. */
  failed: 3,
  /** Interrupted, as shells number it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_CODE: Readonly<Record<SecretsErrorCode, ExitCode>> = {
  SECRET_NOT_FOUND: EXIT.notFound,
  INVALID_REFERENCE: EXIT.usage,
  INVALID_CONFIG: EXIT.usage,
  UNSUPPORTED: EXIT.usage,
  ACCESS_DENIED: EXIT.failed,
  UNAUTHENTICATED: EXIT.failed,
  THROTTLED: EXIT.failed,
  UNAVAILABLE: EXIT.failed,
  TIMEOUT: EXIT.failed,
  INVALID_VALUE: EXIT.failed,
  CLOSED: EXIT.failed,
  INTERNAL: EXIT.failed,
  ABORTED: EXIT.interrupted,
};

/** The exit code of a failure; a code that a newer copy of core knows counts as a failed backend. */
export function exitCodeOf(code: SecretsErrorCode): ExitCode {
  return BY_CODE[code] ?? EXIT.failed;
}
