import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { JsonObject } from '@chatelaine/core';
import type { VaultAddress } from '../vault-url.js';
import { sendRequest, type TlsTexts } from './send-request.js';
import type { VaultAnswer } from './vault-answer.js';

/** One request to Vault. */
export interface VaultRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** What stands after `/v1/`, as it is: each segment is encoded here. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: JsonObject | undefined;
}

/** Who asks: a token, where there is one already, and the TLS side of it. */
export interface VaultIdentity {
  readonly token?: string | undefined;
  readonly tls: TlsTexts;
}

/** Sends one request, whatever comes of it. */
export interface VaultSender {
  send(request: VaultRequest, identity: VaultIdentity, signal: AbortSignal): Promise<VaultAnswer>;
  close(): void;
}

const IDLE_MS = 30_000;

/** Speaks with one Vault over connections that are kept. */
export class VaultHttp implements VaultSender {
  readonly #address: VaultAddress;
  readonly #agent: PlainAgent | TlsAgent;

  constructor(address: VaultAddress) {
    this.#address = address;
    const settings = { keepAlive: true, timeout: IDLE_MS, maxFreeSockets: 8 };
    this.#agent = address.origin.startsWith('https:') ? new TlsAgent(settings) : new PlainAgent(settings);
  }

  send(
    { method, path, query = {}, body }: VaultRequest,
    { token, tls }: VaultIdentity,
    signal: AbortSignal,
  ): Promise<VaultAnswer> {
    const { origin, prefix, namespace } = this.#address;
    const search = new URLSearchParams(query).toString();
    const text = body === undefined ? undefined : JSON.stringify(body);
    return sendRequest({
      url: `${origin}${prefix}/v1/${encodePath(path)}${search === '' ? '' : `?${search}`}`,
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'chatelaine',
        // A proxy of Vault may refuse requests that do not say that they were meant for it.
        'x-vault-request': 'true',
        ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
        ...(token === undefined ? {} : { 'x-vault-token': token }),
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      },
      body: text,
      tls,
      agent: this.#agent,
      signal,
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
