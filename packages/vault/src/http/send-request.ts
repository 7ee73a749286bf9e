import { type IncomingMessage, type Agent as PlainAgent, request as requestPlain } from 'node:http';
import { request as requestTls, type Agent as TlsAgent } from 'node:https';
import { readBody } from '@chatelaine/core/provider';
import { failedRequest, heardAnswer, type VaultAnswer } from './vault-answer.js';

/** A request as it goes on the line. */
export interface LineRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string | undefined;
  readonly tls: TlsTexts;
  readonly agent: PlainAgent | TlsAgent;
  readonly signal: AbortSignal;
}

/** PEM texts for TLS: whom we trust, and who we are. */
export interface TlsTexts {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** The storage of Vault takes 1 MiB for an entry; a list of names may be longer. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Sends a request and reads its answer to the end. A redirect is an answer like any other: no token follows it. */
export async function sendRequest(request: LineRequest): Promise<VaultAnswer> {
  try {
    const message = await headOf(request);
    const text = (await readBody(message, MAX_BYTES)).toString('utf8');
    return heardAnswer(message.statusCode ?? 0, message.headers, text);
  } catch (error) {
    return failedRequest(error);
  }
}

function headOf({ url, method, headers, body, tls, agent, signal }: LineRequest): Promise<IncomingMessage> {
  const send = url.startsWith('https:') ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = send(url, { method, headers, signal, agent, ...tls }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}
