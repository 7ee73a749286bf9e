import { readFileSync } from 'node:fs';

export interface UserIds {
  readonly uid?: number;
  readonly gid?: number;
}

/** Whom a server runs as: PostgreSQL and others refuse root, so that under root it is `nobody`. */
export function unprivilegedUser(): UserIds {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error('There is no user "nobody" to run servers as.');
  return { uid: Number(uid), gid: Number(gid) };
}
