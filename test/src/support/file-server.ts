import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.html': 'text/html; charset=utf-8',
  '.jsonl': 'text/plain; charset=utf-8',
};

export interface FileServerOptions {
  /** The folder that the paths of requests begin at. */
  readonly root: string;
  /** What may be asked for: paths, and folders that end in `/`. Anything else is 404. */
  readonly allowed: readonly string[];
  /** Pages that are no files, by path. */
  readonly pages: Readonly<Record<string, string>>;
}

export interface FileServer extends AsyncDisposable {
  /** Without a `/` at its end. */
  readonly url: string;
}

/** Serves files and pages to a browser on this machine, over loopback and on a free port. */
export async function startFileServer({ root, allowed, pages }: FileServerOptions): Promise<FileServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const text = pages[pathname] ?? (isAllowed(pathname) ? await textOf(join(root, pathname)) : undefined);
    const type = pages[pathname] === undefined ? extname(pathname) : '.html';
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': CONTENT_TYPES[type] ?? 'text/plain',
    });
    response.end(text);
  });
  const isAllowed = (path: string): boolean =>
    allowed.some((known) => path === known || (known.endsWith('/') && path.startsWith(known)));

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return undefined;
    throw error;
  }
}
