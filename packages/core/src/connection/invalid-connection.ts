import { SecretsError } from '../errors.js';

/** An error about a text that is not a connection: what is wrong and what to do, and never a character of the text. */
export const invalidConnection = (problem: string, hint?: string): SecretsError =>
  new SecretsError('INVALID_VALUE', problem, { hint });

/** A place in the text, counted from 1, for a message; nothing where it is not known. */
export const atCharacter = (index: number | undefined): string =>
  index === undefined ? '' : ` at character ${index + 1}`;
