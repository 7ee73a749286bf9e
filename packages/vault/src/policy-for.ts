import type { Meaning } from '@chatelaine/core/provider';
import type { VaultRequest } from './http/vault-http.js';

/** What a path of a policy means beyond its letters: any end, any segment, and the end of its text. */
const SPECIAL = /[*+"\\{}]/;

/** The line of a policy that allows a request; `undefined` where its path would allow more than that. */
export function policyFor({ method, path, query }: VaultRequest): string | undefined {
  if (SPECIAL.test(path)) return undefined;
  const needed = method === 'GET' && query?.list === 'true' ? ['list'] : capabilitiesOf(method, path);
  return `path "${path}" { capabilities = [${needed.map((word) => `"${word}"`).join(', ')}] }`;
}

/** A denial that no option explains, with the line of a policy that ends it. */
export function withPolicy(meant: Meaning, request: VaultRequest): Meaning {
  const isPlain = meant.code === 'ACCESS_DENIED' && meant.option === undefined;
  const policy = isPlain ? policyFor(request) : undefined;
  return policy === undefined ? meant : { ...meant, hint: `${meant.hint} Such a line is: ${policy}` };
}

function capabilitiesOf(method: VaultRequest['method'], path: string): readonly string[] {
  if (method === 'GET') return ['read'];
  if (method === 'DELETE') return ['delete'];
  return path.startsWith('sys/') ? ['update'] : ['create', 'update'];
}
