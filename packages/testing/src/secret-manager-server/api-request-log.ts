import type { IncomingMessage } from 'node:http';
import type { ApiRoute } from './api-route.js';

/** A request as Secret Manager received it; no token and no value is kept. */
export interface LoggedApiRequest extends ApiRoute {
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  /** Decoded names and values. */
  readonly query: Readonly<Record<string, string>>;
  /** Whether the request carried an Authorization header. */
  readonly authorization: boolean;
  /** The project that the client wants the quota to be taken from. */
  readonly userProject: string | undefined;
  /** The status it was answered with; `undefined` when it was never answered. */
  readonly status: number | undefined;
}

/** An entry whose status is still to be filled in. */
export type OpenApiLogEntry = { -readonly [Key in keyof LoggedApiRequest]: LoggedApiRequest[Key] };

export function apiLogEntryOf(request: IncomingMessage, route: ApiRoute): OpenApiLogEntry {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const userProject = request.headers['x-goog-user-project'];
  return {
    ...route,
    method: request.method ?? 'GET',
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    authorization: request.headers.authorization !== undefined,
    userProject: typeof userProject === 'string' ? userProject : undefined,
    status: undefined,
  };
}
