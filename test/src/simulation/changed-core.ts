import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../support/repository.js';
import type { PlantedBug } from './planted-bugs.js';

/** A copy of the built core with a planted bug, outside of the repository. */
export interface ChangedCore {
  /** What a worker imports. */
  readonly url: string;
  remove(): Promise<void>;
}

/** @throws Error when a text to be changed is not there exactly once */
export async function changedCore({ name, changes }: PlantedBug): Promise<ChangedCore> {
  const folder = await mkdtemp(join(tmpdir(), 'chatelaine-planted-'));
  const isUsed = (path: string) => !/\.(test|d)\.|\.map$|test-kit|tsbuildinfo/u.test(path);
  await cp(join(ROOT, 'packages/core/dist'), join(folder, 'dist'), { recursive: true, filter: isUsed });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const { file, from, to } of changes) {
    const path = join(folder, 'dist', file);
    const parts = (await readFile(path, 'utf8')).split(from);
    if (parts.length !== 2) throw new Error(`${name}: ${file} has the text ${parts.length - 1} times.`);
    await writeFile(path, parts.join(to));
  }
  return {
    url: pathToFileURL(join(folder, 'dist/index.js')).href,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
