export { writeAtomically } from '../write-atomically.js';
export type { AirflowArguments } from './airflow-arguments.js';
export { optionsFromArguments } from './airflow-arguments.js';
export type { ErrorSubject, FailedCall } from './call-error.js';
export { callError } from './call-error.js';
export type { CredentialFile } from './credential-file.js';
export { badCredentialFile, readCredentialFile, readCredentialFileIfPresent } from './credential-file.js';
export { dateOf } from './date-of.js';
export { digestOf } from './digest-of.js';
export { DURATION, durationMs } from './duration.js';
export { firstOf } from './first-of.js';
export { invalidOption } from './invalid-option.js';
export { isJsonObject, numberIn, objectIn, parseJsonObject, textIn, textsIn } from './json-object.js';
export type { LegalName } from './legal-name.js';
export { illegalName } from './legal-name.js';
export { Lifetime } from './lifetime.js';
export { loadOnce } from './load-once.js';
export {
  LOGIN_THROTTLED,
  loginRefused,
  loginUnanswered,
  loginUnreached,
  loginUnreadable,
  loginWithoutCredential,
  THE_LOGIN,
} from './login-meanings.js';
export { loginTimeoutMs } from './login-timeout.js';
export { isLoopback, isTrustedHost } from './loopback.js';
export type { Meaning } from './meaning.js';
export { meaning, UNKNOWN_FAILURE } from './meaning.js';
export type { NameRules } from './name-rules.js';
export { joinName } from './name-rules.js';
export type { LookupPattern, PrefixNamingOptions } from './prefix-naming.js';
export { PrefixNaming } from './prefix-naming.js';
export type { Prefixes, PrefixOptions } from './prefixes.js';
export { PREFIX_OPTION, prefixesOf } from './prefixes.js';
export { present } from './present.js';
export { AnswerTooLong, readBody } from './read-body.js';
export { renewalTime } from './renewal-time.js';
export { retryAfterMs } from './retry-after.js';
export { hasTeam, hasTeamForm, whyNoTeam } from './team.js';
export type { UnreachedHints } from './unreached.js';
export { UNTRUSTED, unreached } from './unreached.js';
export { refuseVersion, unwritable } from './unwritable.js';
export type { ValueLimit } from './value-size.js';
export { checkValueSize } from './value-size.js';
export type { TextSubject } from './value-text.js';
export { textOrBytes, valueText } from './value-text.js';
