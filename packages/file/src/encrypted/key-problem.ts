import type { Place } from '../place.js';

/** Why an id can be no key of the file; `undefined` when it can. */
export function keyProblem(key: string, { format, pathOf }: Place): string | undefined {
  const [top] = pathOf(key);
  if (format === 'env') {
    if (key.startsWith('sops_')) return 'SOPS keeps "sops_" for itself in a .env file';
    return /^[^\s=#\ufeff][^=]*$/.test(key) ? undefined : 'no line of a .env file can begin with it';
  }
  if (top === 'sops') return 'SOPS keeps "sops" for itself at the top of a file';
  return format === 'yaml' && key === '<<' ? '"<<" is no key in YAML' : undefined;
}
