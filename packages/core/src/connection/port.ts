import { atCharacter, invalidConnection } from './invalid-connection.js';
import type { LossList } from './losses.js';
import { severalHostsHint } from './several-hosts-hint.js';

const LARGEST = 65_535;
const DIGITS = /^[0-9]+$/;

/** Where the text of a port stands, for the message of an error. */
export interface PortPlace {
  readonly at: number | undefined;
  /** Everything after the last `@` of the authority. */
  readonly hostAndPort: string;
  /** What follows the authority. */
  readonly tail: string;
}

/** Reads the port of a URI: digits, from 0 to 65535. */
export function portFromUri(text: string | undefined, place: () => PortPlace): number | undefined {
  if (text === undefined) return undefined;
  if (DIGITS.test(text)) {
    const port = Number(text);
    if (port <= LARGEST) return port;
    throw invalidConnection(
      `The port of the connection URI${atCharacter(place().at)} is above ${LARGEST}.`,
      'Write a port from 0 to 65535.',
    );
  }
  const { at, hostAndPort, tail } = place();
  throw invalidConnection(
    `The port of the connection URI${atCharacter(at)} is not a number.`,
    probableCause(hostAndPort, text, tail),
  );
}

/**
 * Reads the port of a JSON document: a whole number or a string of digits, from 0 to 65535. Null and empty are absent, and
 * so are 0 and false, as in Airflow, which is reported as the loss `value-dropped`.
 */
export function portFromJson(value: unknown, losses: LossList): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (value === 0 || value === false) {
    losses.add('value-dropped');
    return undefined;
  }
  const port = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  if (isPort(port)) return port;
  throw invalidConnection(
    'The "port" of the connection JSON is not a whole number from 0 to 65535.',
    'Write it in digits, as a number or a string.',
  );
}

export const isPort = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST;

const ESCAPE_OF: Readonly<Record<string, string>> = { '/': '%2F', '?': '%3F', '#': '%23' };

function probableCause(hostAndPort: string, port: string, tail: string): string {
  const encoded = ESCAPE_OF[tail.charAt(0)];
  if (encoded !== undefined && tail.includes('@')) {
    return `The password probably contains an unescaped "${tail.charAt(0)}": write it as ${encoded}.`;
  }
  const severalHosts = severalHostsHint(hostAndPort);
  if (severalHosts !== undefined) return severalHosts;
  if (/^[0-9a-f:.]+$/i.test(hostAndPort))
    return 'It is probably an IPv6 address: write it in square brackets.';
  if (port.includes(':')) return 'Write a ":" that belongs to the host or the password as %3A.';
  return 'Write the port in digits; a ":" that belongs to the host or the password is %3A, and "@" ends the password.';
}
