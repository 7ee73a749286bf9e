import type { SecretsErrorCode } from './errors.js';

/** What the chain does after a failure of a backend: stop, or ask the next one. */
export type FailureAction = 'stop' | 'next';

/** One action for each kind of failure; what is not named stops. */
export interface OnErrorByFailure {
  readonly throttled?: FailureAction;
  readonly unavailable?: FailureAction;
  readonly timeout?: FailureAction;
  readonly denied?: FailureAction;
  readonly unauthenticated?: FailureAction;
  readonly invalid?: FailureAction;
}

/** `stop`, or `next` after what time may heal (throttled, unavailable, timeout), or a choice for each failure. */
export type OnError = FailureAction | OnErrorByFailure;

const FAILURE_BY_CODE: Readonly<Partial<Record<SecretsErrorCode, keyof OnErrorByFailure>>> = {
  THROTTLED: 'throttled',
  UNAVAILABLE: 'unavailable',
  TIMEOUT: 'timeout',
  ACCESS_DENIED: 'denied',
  UNAUTHENTICATED: 'unauthenticated',
  INVALID_VALUE: 'invalid',
};

const NEXT: OnErrorByFailure = { throttled: 'next', unavailable: 'next', timeout: 'next' };

/** As Airflow does: every failure of a backend falls through to the next one. */
export const FALL_THROUGH: OnErrorByFailure = {
  ...NEXT,
  denied: 'next',
  unauthenticated: 'next',
  invalid: 'next',
};

/** Says what follows a failure under a policy. Codes that are no failure of a store always stop. */
export function actionAfter(code: SecretsErrorCode, onError: OnError): FailureAction {
  const failure = FAILURE_BY_CODE[code];
  if (failure === undefined || onError === 'stop') return 'stop';
  return (onError === 'next' ? NEXT : onError)[failure] ?? 'stop';
}
