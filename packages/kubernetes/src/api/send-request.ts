import type { IncomingMessage } from 'node:http';
import { type Agent, request } from 'node:https';
import { present } from '@chatelaine/core/provider';
import type { ClusterAccess } from '../login/cluster-access.js';

/** One request to the API server. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: object | undefined;
  /** How the body is meant. @default 'application/json' */
  readonly contentType?: string | undefined;
  /** @default 'application/json' */
  readonly accept?: string | undefined;
  /** Whether nobody waits for it, so that it does not keep the process alive. @default false */
  readonly background?: boolean | undefined;
}

/** Sends a request and waits for the head of its answer. A redirect is an answer like any other. */
export function sendRequest(
  agent: Agent,
  access: ClusterAccess,
  {
    method,
    path,
    query = {},
    body,
    contentType = 'application/json',
    accept = 'application/json',
    background = false,
  }: ApiRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const search = new URLSearchParams(query).toString();
  const url = new URL(`${access.server}${path}${search === '' ? '' : `?${search}`}`);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method,
        signal,
        headers: {
          accept,
          'user-agent': 'chatelaine',
          ...(access.token === undefined ? {} : { authorization: `Bearer ${access.token}` }),
          ...(text === undefined
            ? {}
            : { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
        },
        ...present('ca', access.ca),
        ...present('cert', access.certificate),
        ...present('key', access.key),
        ...present('servername', access.serverName),
      },
      resolve,
    );
    if (background) sent.on('socket', (socket) => socket.unref());
    sent.on('error', reject);
    sent.end(text);
  });
}
