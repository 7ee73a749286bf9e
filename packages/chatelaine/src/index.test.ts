import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import * as frontDoor from './index.js';

const RECORDER = `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
process.on('exit', () => process.stdout.write(JSON.stringify(loaded)));
`;

/** The URLs of all that importing a module loads. */
function loadedBy(module: string): string[] {
  const recorder = `data:text/javascript,${encodeURIComponent(RECORDER)}`;
  const code = `await import(${JSON.stringify(module)});`;
  const args = ['--import', recorder, '--input-type=module', '--eval', code];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

/** The npm packages among them, our own left out. */
function packagesLoadedBy(module: string): string[] {
  const names = loadedBy(module).flatMap(
    (url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

describe('The front door', () => {
  it('gives what an application needs, and nothing of the command line', () => {
    expect(Object.keys(frontDoor).sort()).to.deep.equal([
      'Connection',
      'Secret',
      'Secrets',
      'SecretsError',
      'SharedLogin',
      'createBackend',
      'createSecrets',
      'didYouMean',
      'env',
      'file',
      'formatSecretRef',
      'guarded',
      'isTlsCode',
      'loadSecrets',
      'networkCodeOf',
      'parseSecretRef',
      'safeCause',
      'withDeadline',
      'wrapBackend',
    ]);
  });

  it('gives connections and modules of a container under paths of their own', async () => {
    expect(Object.keys(await import('./connection.js'))).to.include.members([
      'parseConnection',
      'formatConnectionUri',
    ]);
    expect(Object.keys(await import('./di.js'))).to.have.members([
      'TOKENS',
      'backendModule',
      'configModule',
      'envModule',
      'fileModule',
      'secretsModule',
    ]);
    expect(packagesLoadedBy(new URL('./connection.js', import.meta.url).href)).to.deep.equal([]);
  });

  it('loads the schema library of the local providers, and no YAML, TOML, inversify or SDK', function () {
    this.timeout(30_000);
    expect(packagesLoadedBy(new URL('./index.js', import.meta.url).href)).to.deep.equal([
      '@valibot/to-json-schema',
      'valibot',
    ]);
    expect(packagesLoadedBy(new URL('./cli/container.js', import.meta.url).href)).to.include('inversify');
  });

  it('loads what reads configs, and the parts of Node that read files, no earlier than a call needs them', () => {
    const loaded = loadedBy(new URL('./index.js', import.meta.url).href);
    expect(loaded.filter((url) => url.includes('/packages/config/'))).to.deep.equal([]);
    expect(loaded.filter((url) => url.startsWith('node:')).sort()).to.deep.equal([
      'node:buffer',
      'node:diagnostics_channel',
      'node:path',
    ]);
  });
});
