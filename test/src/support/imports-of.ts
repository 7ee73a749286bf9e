import { readFileSync } from 'node:fs';

/** The modules outside its package that a compiled file loads at once, with all that it loads inside the package. */
export function importsOf(
  url: URL,
  seen: Set<string> = new Set(),
  outside: Set<string> = new Set(),
): ReadonlySet<string> {
  if (seen.has(url.href)) return outside;
  seen.add(url.href);
  for (const [, specifier = ''] of readFileSync(url, 'utf8').matchAll(
    /^(?:import|export) (?:.* from )?'([^']+)';$/gm,
  )) {
    if (specifier.startsWith('.')) importsOf(new URL(specifier, url), seen, outside);
    else outside.add(specifier);
  }
  return outside;
}
