import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { FoundSecret, SecretsBackend, SecretsErrorCode, SecretValue } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';

/** Fails unless exactly this value was found: bytes that are UTF-8 may come back for a text. */
export function expectValue(found: FoundSecret | undefined, value: SecretValue): void {
  assert.ok(found !== undefined, 'the secret is there and was not found');
  assert.equal(typeof found.name, 'string', 'what was found has a name');
  const given = Buffer.from(found.value);
  const wanted = Buffer.from(value);
  assert.equal(given.length, wanted.length, 'the value has another length in bytes');
  assert.ok(given.equals(wanted), 'the value came back changed');
}

/** Fails unless nothing was found, which is `undefined` and nothing else. */
export function expectMissing(found: FoundSecret | undefined, why: string): void {
  assert.equal(found, undefined, `${why}, and something was given`);
}

/** The `SecretsError` that some work fails with; anything else, or an answer, fails the case. */
export async function failureOf(work: Promise<unknown>): Promise<SecretsError> {
  try {
    await work;
  } catch (error) {
    if (SecretsError.is(error)) return error;
    throw new assert.AssertionError({ message: `it threw ${nameOf(error)}, which is no SecretsError` });
  }
  throw new assert.AssertionError({ message: 'it must fail, and it gave an answer' });
}

/** Fails unless the work fails with one of the codes, in an error that names the backend, and a next step. */
export async function expectFailure(
  backend: SecretsBackend,
  work: Promise<unknown>,
  ...codes: readonly SecretsErrorCode[]
): Promise<SecretsError> {
  const error = await failureOf(work);
  expectCode(error, ...codes);
  const { message } = error;
  assert.equal(error.backend, backend.name, `${error.code} does not name its backend in "backend"`);
  assert.ok(
    message.startsWith(`${backend.name}: `),
    `${error.code}: the message does not begin with the backend's name`,
  );
  assert.ok((error.hint ?? '').trim() !== '', `${error.code} has no hint that tells the next step`);
  return error;
}

/** Fails unless the work ends with `ABORTED`, or with the platform's own `AbortError`, which the guard takes for it. */
export async function expectAborted(work: Promise<unknown>): Promise<void> {
  const end = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (end instanceof Error && end.name === 'AbortError') return;
  expectCode(await failureOf(work), 'ABORTED');
}

export function expectCode(error: SecretsError, ...codes: readonly SecretsErrorCode[]): void {
  assert.ok(codes.includes(error.code), `the code is ${error.code} and must be ${codes.join(' or ')}`);
}

/** Fails when a text stands anywhere in what an error shows. */
export function expectSilent(error: SecretsError, text: string): void {
  const { message, stack = '' } = error;
  const shown = [inspect(error, { depth: 12, showHidden: true }), message, stack, JSON.stringify(error)];
  assert.ok(!shown.some((view) => view.includes(text)), `${error.code} shows a part of the value`);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : `a ${typeof error}`;
}
