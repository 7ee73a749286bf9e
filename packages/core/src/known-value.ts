import type { SecretValue } from './backend.js';
import { SecretsError } from './errors.js';
import type { KnownValue } from './last-known-good.js';
import type { Answer } from './read-answer.js';
import { Secret } from './secret.js';
import { storedText } from './stored-text.js';

/** What is remembered of an answer, such that reading it again gives the same answer. */
export function knownValueOf(answer: Answer): KnownValue {
  const { stale: _always, ...origin } = answer.origin;
  return { ...origin, value: storedValueOf(answer) };
}

function storedValueOf(answer: Answer): SecretValue {
  if (answer instanceof Secret) return textOrBytes(answer);
  return storedText(answer) ?? answer.toJson().reveal();
}

function textOrBytes(secret: Secret): SecretValue {
  try {
    return secret.reveal();
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_VALUE')) return secret.bytes();
    throw error;
  }
}
