import type { ServerResponse } from 'node:http';

/** Hangs up on a request whose answer could not be made; a warning tells of it, unless the client left first. */
export function finishRequest(response: ServerResponse, answered: Promise<void>): void {
  answered.catch((error: unknown) => {
    response.destroy();
    if (!isConnectionEnd(error)) process.emitWarning(error instanceof Error ? error : 'A request failed.');
  });
}

const isConnectionEnd = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
