import type { ParseConnectionOptions, ParsedConnection } from './connection-fields.js';
import { invalidConnection } from './invalid-connection.js';
import type { LossList } from './losses.js';

/** Freezes what was read; in the strict reading, a loss is `INVALID_VALUE`. */
export function concludeReading(
  read: Pick<ParsedConnection, 'fields' | 'givenType'>,
  list: LossList,
  { reading = 'airflow' }: ParseConnectionOptions,
): ParsedConnection {
  const losses = list.toLosses();
  if (reading === 'strict' && losses.length > 0) {
    throw invalidConnection(
      'The connection cannot be read without a loss.',
      losses.map(({ message }) => message).join(' '),
    );
  }
  const { fields, givenType } = read;
  Object.freeze(fields);
  return Object.freeze(givenType === undefined ? { fields, losses } : { fields, givenType, losses });
}
