import type { IncomingMessage } from 'node:http';
import { decodeLeniently, type Route } from './route.js';

/** A request as the vault received it; no token and no value is kept. */
export interface LoggedRequest extends Route {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  /** Decoded names and values. */
  readonly query: Readonly<Record<string, string>>;
  /** The host name that the client asked for, without the port. */
  readonly host: string;
  /** Whether the request carried an Authorization header. */
  readonly authorization: boolean;
  /** The status it was answered with; `undefined` when it was never answered. */
  readonly status: number | undefined;
}

/** An entry whose status is still to be filled in. */
export type OpenLogEntry = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

export function logEntryOf(request: IncomingMessage, route: Route): OpenLogEntry {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  return {
    ...route,
    method: request.method ?? 'GET',
    path: decodeLeniently(path),
    query: Object.fromEntries(new URLSearchParams(query)),
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
    authorization: request.headers.authorization !== undefined,
    status: undefined,
  };
}
