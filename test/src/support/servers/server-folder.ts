import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unprivilegedUser } from './unprivileged-user.js';

const left = new Set<ServerFolder>();
process.once('exit', () => {
  for (const folder of left) folder.remove();
});

/** A temporary folder that belongs to the user the server runs as, and that goes with this process at the latest. */
export class ServerFolder {
  readonly path: string;

  constructor(name: string) {
    this.path = mkdtempSync(join(tmpdir(), `chatelaine-${name}-`));
    own(this.path);
    left.add(this);
  }

  /** Writes a file that only that user can read, and gives its path. */
  write(name: string, text: string): string {
    const path = join(this.path, name);
    writeFileSync(path, text, { mode: 0o600 });
    own(path);
    return path;
  }

  /** Makes a folder in it that belongs to that user too, and gives its path. */
  makeFolder(name: string): string {
    const path = join(this.path, name);
    mkdirSync(path, { mode: 0o700 });
    own(path);
    return path;
  }

  remove(): void {
    left.delete(this);
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

function own(path: string): void {
  const { uid, gid } = unprivilegedUser();
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}
