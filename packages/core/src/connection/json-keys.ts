import type { JsonObject } from '../json.js';
import { invalidConnection } from './invalid-connection.js';

const KNOWN: readonly string[] = [
  'conn_type',
  'host',
  'port',
  'login',
  'password',
  'schema',
  'extra',
  'description',
  'uri',
];

/** Keys that people write for a known one, and what to do about each. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['conn_id', 'Leave it out: the id is the name under which the connection is kept.'],
  ['id', 'Leave it out: the id is the name under which the connection is kept.'],
  ['team_name', 'Leave it out: a team belongs to the reference.'],
  ['extra_dejson', 'Write "extra".'],
  ['type', 'Write "conn_type".'],
  ['conn-type', 'Write "conn_type".'],
  ['conntype', 'Write "conn_type".'],
  ['hostname', 'Write "host".'],
  ['server', 'Write "host".'],
  ['hosts', 'Write "host"; several hosts stand in a URI only, which may be the value of "uri".'],
  ['user', 'Write "login".'],
  ['username', 'Write "login".'],
  ['pass', 'Write "password".'],
  ['passwd', 'Write "password".'],
  ['database', 'Write "schema".'],
  ['db', 'Write "schema".'],
  ['dbname', 'Write "schema".'],
  ['extras', 'Write "extra".'],
  ['url', 'Write "uri".'],
]);

/** Refuses a key that a connection does not have. Only a key that is plainly a known one misspelt is named. */
export function checkConnectionKeys(document: JsonObject): void {
  for (const key of Object.keys(document)) {
    if (!KNOWN.includes(key)) throw unknownKey(key);
  }
}

function unknownKey(key: string): Error {
  const folded = key.toLowerCase();
  const advice = ADVICE.get(folded);
  if (advice !== undefined)
    return invalidConnection(`The connection JSON has the unknown key "${folded}".`, advice);
  const near = KNOWN.find((known) => differByOneAtMost(known, folded));
  if (near !== undefined) {
    return invalidConnection(`The connection JSON has the unknown key "${key}".`, `Did you mean "${near}"?`);
  }
  return invalidConnection(
    'The connection JSON has an unknown key.',
    `A connection has ${KNOWN.map((known) => `"${known}"`).join(', ')}; put anything else into "extra".`,
  );
}

/** Whether one text becomes the other by at most one character changed, added, removed, or swapped with its neighbour. */
function differByOneAtMost(known: string, given: string): boolean {
  let start = 0;
  while (start < known.length && known.charAt(start) === given.charAt(start)) start += 1;
  const swapped = known.charAt(start + 1) + known.charAt(start) + known.slice(start + 2);
  if (known.slice(0, start) + swapped === given) return true;
  const restOfKnown = known.slice(start + (known.length >= given.length ? 1 : 0));
  return restOfKnown === given.slice(start + (given.length >= known.length ? 1 : 0));
}
