import { SecretsError } from './errors.js';
import { ownText } from './own-text.js';

/** Airflow's three kinds, and `secret` for a raw name in a store. */
export type SecretKind = 'connection' | 'variable' | 'config' | 'secret';

export const SECRET_KINDS: readonly SecretKind[] = ['connection', 'variable', 'config', 'secret'];

/** What an application asks for: a kind and an id, and where a store keeps them, a version or a team. */
export interface SecretRef {
  readonly kind: SecretKind;
  readonly id: string;
  readonly version?: string;
  readonly team?: string;
}

const MAX_LENGTH = 250;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Reads the text form: the kind ends at the first `/`, a version starts at the last `@`, and inside an id `@` is
 * written `%40` and `%` is written `%25`.
 *
 * @throws SecretsError `INVALID_REFERENCE`
 */
export function parseSecretRef(text: string): SecretRef {
  if (typeof text !== 'string') throw invalid('A reference is no text.', 'Pass it as "kind/id".');
  const slash = text.indexOf('/');
  const kind = SECRET_KINDS.find((known) => known === text.slice(0, slash));
  if (slash < 0 || kind === undefined) {
    throw invalid(
      'A reference begins with its kind.',
      `Write one of ${SECRET_KINDS.map((k) => `${k}/ID`).join(', ')}.`,
    );
  }
  const rest = text.slice(slash + 1);
  const at = rest.lastIndexOf('@');
  const id = unescapeId(at < 0 ? rest : rest.slice(0, at));
  return checkSecretRef(at < 0 ? { kind, id } : { kind, id, version: rest.slice(at + 1) });
}

/** Writes the text form, without the team, which has none. */
export function formatSecretRef(ref: SecretRef): string {
  const id = ref.id.replaceAll('%', '%25').replaceAll('@', '%40');
  return ref.version === undefined ? `${ref.kind}/${id}` : `${ref.kind}/${id}@${ref.version}`;
}

/**
 * Gives a copy of the reference that nobody can change, when it can be right: id, version and team of 1–250 characters
 * without control characters.
 *
 * @throws SecretsError `INVALID_REFERENCE`
 */
export function checkSecretRef(ref: SecretRef): SecretRef {
  if (typeof ref !== 'object' || ref === null)
    throw invalid('A reference is no object.', 'Pass { kind, id }.');
  // Each part is read once: what is checked is what is asked for, and what is kept keeps its name.
  const { kind, id, version, team } = ref;
  if (!SECRET_KINDS.includes(kind)) {
    throw invalid('The kind of a reference is not known.', `Use one of ${SECRET_KINDS.join(', ')}.`);
  }
  checkPart('id', id);
  if (version !== undefined) checkVersion(version);
  if (team !== undefined) checkPart('team', team);
  return Object.freeze({
    kind,
    id,
    ...(version === undefined ? {} : { version }),
    ...(team === undefined ? {} : { team }),
  });
}

/** The same with texts of its own, to be kept. */
export function detachedRef({ kind, id, version, team }: SecretRef): SecretRef {
  return Object.freeze({
    kind,
    id: ownText(id),
    ...(version === undefined ? {} : { version: ownText(version) }),
    ...(team === undefined ? {} : { team: ownText(team) }),
  });
}

function checkVersion(version: string): void {
  checkPart('version', version);
  if (version.includes('@'))
    throw invalid('The version of a reference holds an "@".', 'A version starts after the last "@".');
}

function checkPart(part: string, text: unknown): void {
  if (typeof text !== 'string')
    throw invalid(`The ${part} of a reference is not a string.`, `Pass the ${part} as text.`);
  if (text === '')
    throw invalid(`The ${part} of a reference is empty.`, `Name the ${part} that you ask for.`);
  if (text.length > MAX_LENGTH) {
    throw invalid(
      `The ${part} of a reference has ${text.length} characters.`,
      `At most ${MAX_LENGTH} are allowed.`,
    );
  }
  if (CONTROL.test(text)) {
    throw invalid(
      `The ${part} of a reference holds a control character.`,
      'It often comes from a line end that was not trimmed.',
    );
  }
}

function unescapeId(text: string): string {
  return text.replace(/%(25|40)?|@/g, (_match, code: string | undefined) => {
    if (code === undefined)
      throw invalid('A % or @ in the id of a reference is not escaped.', 'Write % as %25 and @ as %40.');
    return code === '25' ? '%' : '@';
  });
}

function invalid(problem: string, hint: string): SecretsError {
  return new SecretsError('INVALID_REFERENCE', problem, { hint });
}
