import { readFileSync } from 'node:fs';
import { expect } from 'chai';

/** The modules outside the package that a file loads, with all that it loads inside the package. */
function loadedBy(url: URL, seen = new Set<string>(), outside = new Set<string>()): Set<string> {
  if (seen.has(url.href)) return outside;
  seen.add(url.href);
  for (const [, specifier = ''] of readFileSync(url, 'utf8').matchAll(
    /^(?:import|export) (?:.* from )?'([^']+)';$/gm,
  )) {
    if (specifier.startsWith('.')) loadedBy(new URL(specifier, url), seen, outside);
    else outside.add(specifier);
  }
  return outside;
}

describe('Loading the package', () => {
  it('loads nothing from elsewhere but core and the schema library', () => {
    expect([...loadedBy(new URL('./index.js', import.meta.url))]).to.have.members([
      '@chatelaine/core',
      '@chatelaine/core/connection',
      '@chatelaine/core/provider',
      '@valibot/to-json-schema',
      'node:http',
      'node:https',
      'valibot',
    ]);
  });

  it('loads inversify only by way of di', () => {
    expect([...loadedBy(new URL('./di.js', import.meta.url))]).to.include('@chatelaine/core/di');
  });
});
