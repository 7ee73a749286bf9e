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

const othersIn = (file: string) =>
  [...loadedBy(new URL(file, import.meta.url))].filter((name) => !name.startsWith('node:'));

describe('Loading the package', () => {
  it('loads neither YAML nor the container', () => {
    const wanted = ['@chatelaine/core', '@chatelaine/core/provider', '@valibot/to-json-schema', 'valibot'];
    expect(othersIn('./index.js')).to.have.members(wanted);
    expect(othersIn('./mount/index.js')).to.have.members(wanted);
  });

  it('loads no network for a folder', () => {
    expect([...loadedBy(new URL('./mount/index.js', import.meta.url))]).not.to.include('node:https');
  });

  it('loads inversify only by way of di', () => {
    expect(othersIn('./di.js')).to.include('@chatelaine/core/di');
  });
});
