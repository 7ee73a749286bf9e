import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.js';

type Target = string | { readonly [condition: string]: Target };

interface PackageManifest {
  readonly main?: string;
  readonly exports?: Target;
}

/** The import map by which a browser finds what the packages export, under `/node_modules/`. */
export function importMapOf(packages: readonly string[]): {
  readonly imports: Readonly<Record<string, string>>;
} {
  return { imports: Object.fromEntries(packages.flatMap(entriesOf)) };
}

function entriesOf(name: string): readonly (readonly [string, string])[] {
  const manifest = JSON.parse(
    readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'),
  ) as PackageManifest;
  const exported = manifest.exports ?? manifest.main ?? './index.js';
  const hasPaths = typeof exported === 'object' && Object.keys(exported).every((key) => key.startsWith('.'));
  return Object.entries(hasPaths ? exported : { '.': exported }).flatMap(([path, target]) => {
    const file = importedFile(target);
    return file === undefined
      ? []
      : [[name + path.slice(1), `/node_modules/${name}/${file.replace(/^\.\//, '')}`]];
  });
}

function importedFile(target: Target): string | undefined {
  if (typeof target === 'string') return target;
  const chosen = target.import ?? target.default;
  return chosen === undefined ? undefined : importedFile(chosen);
}
