import type { FoundSecret } from '@chatelaine/core';
import { DAMAGED, UNREADABLE } from './error-codes.js';
import { readPayload } from './payload.js';
import { lastPart } from './resource-json.js';
import type { SecretManagerCaller } from './secret-manager-caller.js';

/** Reads a version of the secret under one name, the newest unless named, enabled or not; checks that it came whole. */
export async function readSecret(
  caller: SecretManagerCaller,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<FoundSecret | undefined> {
  const subject = { action: 'read', name } as const;
  const path = `/secrets/${name}/versions/${version ?? 'latest'}:access`;
  const answer = await caller.call(subject, { method: 'GET', path }, signal);
  if (answer === undefined) return undefined;
  const read = readPayload(answer.payload);
  if (read === 'unreadable') throw caller.error(subject, UNREADABLE);
  if (read === 'damaged') throw caller.error(subject, DAMAGED);
  const number = lastPart(answer, 'versions');
  return { ...read, name, ...(number === undefined ? {} : { version: number }) };
}
