import type { Answer, SecretRef, Secrets } from '@chatelaine/core';
import { Connection, formatSecretRef, Secret } from '@chatelaine/core';
import type { Attempt } from './attempts.js';
import type { StoredValue } from './stored-values.js';

const GET = {
  secret: 'getSecret',
  variable: 'getVariable',
  connection: 'getConnection',
  config: 'getConfig',
} as const;
const FIND = {
  secret: 'findSecret',
  variable: 'findVariable',
  connection: 'findConnection',
  config: 'findConfig',
} as const;

const UNSOUND_IDS = ['', 'two\nlines', 'x'.repeat(251)];

/** What is asked for. */
export interface Questions {
  readonly sound: readonly StoredValue[];
  readonly malformed: readonly StoredValue[];
  /** References that no store holds, or that not every backend understands. */
  readonly others: readonly SecretRef[];
}

/** Calls every public function of a `Secrets` for every question, before and after it is closed. */
export async function driveSecrets(secrets: Secrets, questions: Questions, attempt: Attempt): Promise<void> {
  const refs = [...questions.sound.map(({ ref }) => ref), ...questions.others];
  await Promise.all([
    ...refs.flatMap((ref) => driveReads(secrets, ref, attempt)),
    ...questions.malformed.flatMap(({ ref }) => driveReads(secrets, ref, attempt, { printedOnly: true })),
    ...refs.map((ref) => driveHandle(secrets, ref, attempt)),
    attempt('preload(…)', () => secrets.preload(refs)),
    attempt('getMany(…)', () => secrets.getMany(refs)),
    attempt('getMany(malformed)', () => secrets.getMany(questions.malformed.map(({ ref }) => ref)), {
      printedOnly: true,
    }),
  ]);
  await Promise.all(
    UNSOUND_IDS.map((id) => attempt('an id that cannot be right', () => secrets.getVariable(id))),
  );
  await attempt('a reference that cannot be right', () => secrets.explain('variable'));
  await attempt('the secrets themselves', () => secrets);
  await attempt('close()', () => secrets.close());
  await Promise.all(refs.flatMap((ref) => driveReads(secrets, ref, attempt)));
}

function driveReads(
  secrets: Secrets,
  { kind, id, ...parts }: SecretRef,
  attempt: Attempt,
  how: { readonly printedOnly?: boolean } = {},
): readonly Promise<void>[] {
  const ref = { kind, id, ...parts };
  const text = formatSecretRef(ref);
  const get = GET[kind];
  return [
    attempt(`${get}(${text})`, () => secrets[get](id, parts), how),
    attempt(`${FIND[kind]}(${text})`, () => secrets[FIND[kind]](id, parts), how),
    attempt(`${get}(${text}, { signal }) aborted`, () =>
      secrets[get](id, { ...parts, signal: AbortSignal.abort(), fresh: true }),
    ),
    attempt(
      `${get}(${text}, { timeoutMs: 0 })`,
      () => secrets[get](id, { ...parts, timeoutMs: 0, fresh: true }),
      how,
    ),
    attempt(`uses of ${text}`, async () => usesOf(await secrets[get](id, parts), attempt, text), how),
    attempt(`explain(${text})`, () => secrets.explain(ref)),
    attempt(`snapshot(${text})`, () => secrets.snapshot(ref), how),
  ];
}

/** What can fail with an answer in hand. */
async function usesOf(answer: Answer, attempt: Attempt, text: string): Promise<void> {
  if (answer instanceof Secret) {
    await attempt(`json() of ${text}`, () => void answer.json());
    await attempt(`bytes() of ${text}`, () => void answer.bytes());
    await attempt(`equals() of ${text}`, () => answer.equals(answer));
    await attempt(`structuredClone of ${text}`, () => cloned(answer));
  }
  if (answer instanceof Connection) {
    await attempt(`toUri() of ${text}`, () => answer.toUri());
    await attempt(`toJson() of ${text}`, () => answer.toJson());
    await attempt(`losses of ${text}`, () => answer.losses);
    await attempt(`password of ${text}`, () => answer.password);
    await attempt(`extra of ${text}`, () => answer.extra);
  }
}

/** A clone is refused, or holds nothing. */
function cloned(answer: Answer): unknown {
  try {
    return structuredClone(answer);
  } catch (error) {
    if (error instanceof DOMException) return error;
    throw error;
  }
}

async function driveHandle(secrets: Secrets, ref: SecretRef, attempt: Attempt): Promise<void> {
  const text = formatSecretRef(ref);
  const handle = secrets.handle(ref);
  await attempt(`handle(${text}).ready()`, () => handle.ready());
  await attempt(`handle(${text}).use(…)`, () => handle.use(() => undefined, { isRefused: () => false }));
  await attempt(`handle(${text})`, () => handle);
  handle.close();
}
