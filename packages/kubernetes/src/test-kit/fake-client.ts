import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '@chatelaine/core';
import type { ApiAnswer, ApiClient } from '../api/api-client.js';
import type { ApiFailure } from '../api/api-failure.js';
import type { ApiRequest } from '../api/send-request.js';

/** What the fake API server says to a request; a list of texts is a stream. */
export type FakeAnswer = JsonObject | ApiFailure | readonly string[];

export interface FakeClient extends Pick<ApiClient, 'send' | 'open' | 'namespace'> {
  readonly asked: ApiRequest[];
}

/** A client that answers in turn, and fails when it is asked more often. */
export function fakeClient(...answers: readonly FakeAnswer[]): FakeClient {
  const asked: ApiRequest[] = [];
  const answer = (request: ApiRequest): FakeAnswer => {
    const next = answers[asked.push(request) - 1];
    if (next === undefined) throw new Error(`Nothing answers request ${asked.length}.`);
    return next;
  };
  return {
    asked,
    namespace: async () => 'team-a',
    send: async (request) => result(answer(request)) as ApiAnswer,
    open: async (request) => result(answer(request)) as ApiAnswer<IncomingMessage>,
  };
}

function result(answer: FakeAnswer): ApiAnswer<unknown> {
  if (Array.isArray(answer)) return { ok: true, body: stream(answer) };
  return 'status' in answer && answer.kind !== 'Secret'
    ? { ok: false, failure: answer as ApiFailure }
    : { ok: true, body: answer };
}

async function* stream(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}

export function secret(
  name: string,
  data: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>> = {},
  resourceVersion = '7',
): JsonObject {
  const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
  return {
    kind: 'Secret',
    metadata: { name, labels, resourceVersion, uid: `uid-${name}` },
    data: Object.fromEntries(encoded) as JsonObject,
  };
}

export function list(items: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  return { kind: 'SecretList', metadata: { resourceVersion: '100', ...more }, items };
}

export const missing: ApiFailure = { status: 404, reason: 'NotFound', kind: 'secrets' };
