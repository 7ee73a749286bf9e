import { type Meaning, meaning } from './meaning.js';

/** The beginning of what is said of a log-in that failed. */
export const THE_LOGIN = 'the log-in';

/** No credential got as far as asking for anything. */
export const loginWithoutCredential = (hint: string): Meaning =>
  meaning('UNAUTHENTICATED', 'found no credential', hint);

/** The authority said no. */
export const loginRefused = (hint: string): Meaning => meaning('UNAUTHENTICATED', 'was refused', hint);

/** The authority was not reached, by the code of the network where one is known. */
export const loginUnreached = (hint: string, networkCode?: string): Meaning =>
  meaning(
    'UNAVAILABLE',
    `did not reach its authority${networkCode === undefined ? '' : ` (${networkCode})`}`,
    hint,
  );

/** The authority had no answer to give, and says so by a status. */
export const loginUnanswered = (status: number): Meaning =>
  meaning('UNAVAILABLE', `could not be answered by its authority (${status})`, 'Try again later.');

/** Somebody else answered in the place of the authority. */
export const loginUnreadable = (hint: string): Meaning =>
  meaning('UNAVAILABLE', 'was not answered as an authority does', hint);

/** The authority is asked too often. */
export const LOGIN_THROTTLED: Meaning = meaning(
  'THROTTLED',
  'was throttled by its authority',
  'Wait, and log in less often.',
);
