import { isUtf8 } from 'node:buffer';
import { parseConnectionUri } from '../connection/parse-connection-uri.js';
import { Connection } from '../connection.js';
import { SecretsError } from '../errors.js';
import type { Answer } from '../read-answer.js';
import type { Secret } from '../secret.js';
import { storedText } from '../stored-text.js';
import type { NameTest } from './sensitive-names.js';
import { allTexts, sensitiveTexts } from './sensitive-texts.js';
import { writtenTexts } from './written-texts.js';

const WITH_LOGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/@]*@/i;
const DOCUMENT = /^\s*[[{]/;

/** Learns one value, and tells whether it is known from then on. */
export type Learn = (value: string | Uint8Array) => boolean;

/**
 * Learns what of an answer is to be hidden: a value as a whole and, of a JSON document or a URI with a login, the
 * sensitive fields in it; of a connection the password, the extra, and each sensitive field of the extra.
 */
export function learnAnswer(answer: Answer, learn: Learn, isSensitive: NameTest): void {
  if (answer instanceof Connection) learnConnection(answer, learn, isSensitive);
  else learnSecret(answer, learn, isSensitive);
}

function learnSecret(secret: Secret, learn: Learn, isSensitive: NameTest): void {
  const bytes = secret.bytes();
  if (!isUtf8(bytes)) {
    learn(bytes);
    return;
  }
  const text = secret.reveal();
  learn(text);
  for (const field of fieldsOf(secret, text, isSensitive)) learn(field);
}

function fieldsOf(secret: Secret, text: string, isSensitive: NameTest): Iterable<string> {
  try {
    if (DOCUMENT.test(text)) return sensitiveTexts(secret.json(), isSensitive);
    if (!WITH_LOGIN.test(text)) return [];
    const { password, extra } = parseConnectionUri(text).fields;
    return [password ?? '', ...sensitiveTexts(extra, isSensitive), ...writtenTexts(text, isSensitive)];
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_VALUE')) return [];
    throw error;
  }
}

function learnConnection(connection: Connection, learn: Learn, isSensitive: NameTest): void {
  const { password = '', extra } = connection.reveal();
  const stored = storedText(connection) ?? '';
  const fields = new Set([password, ...sensitiveTexts(extra, isSensitive)]);
  const known = new Set([...fields].filter(learn));
  for (const text of [connection.extra?.reveal() ?? '', ...writtenTexts(stored, isSensitive)]) learn(text);
  // A whole text stays readable but for its secrets, unless one of them could not be found in it by itself.
  const secrets = [password, ...allTexts(extra)].filter((text) => text !== '');
  if (secrets.every((text) => known.has(text))) return;
  for (const text of [stored, connection.toJson().reveal(), uriOf(connection)]) learn(text);
}

/** A URI cannot carry a description: then there is none to hide. */
function uriOf(connection: Connection): string {
  try {
    return connection.toUri().reveal();
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_VALUE')) return '';
    throw error;
  }
}
