import { invalidConnection } from './invalid-connection.js';

/** Percent-encodes every character but ASCII letters, digits and `_.-~`, as Airflow does. */
export function percentEncode(text: string, part: string): string {
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw invalidConnection(
      `The ${part} holds half a surrogate pair, which a URI cannot carry.`,
      'Write the connection as JSON.',
    );
  }
}

/** Encodes a name or value of a query: as `percentEncode`, and a space is `+`. */
export const formEncode = (text: string): string => percentEncode(text, 'extra').replaceAll('%20', '+');
