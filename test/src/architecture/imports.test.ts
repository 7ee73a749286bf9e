import { expect } from 'chai';
import { filesUnder, PACKAGES, textOf } from '../support/repository.js';

const IMPORT = /(?:^(?:import|export)\b[^;']*?from |^import |\bimport\()'([^']+)'/gm;

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** What each package may import at run time, besides its own files and Node. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  'core/di': ['inversify'],
  env: ['@chatelaine/core', 'valibot', '@valibot/to-json-schema'],
  file: ['@chatelaine/core', 'valibot', '@valibot/to-json-schema', 'yaml', 'age-encryption'],
  'azure-key-vault': [
    '@chatelaine/core',
    'valibot',
    '@valibot/to-json-schema',
    '@azure/core-rest-pipeline',
    '@azure/keyvault-secrets',
    '@azure/identity',
  ],
  aws: [
    '@chatelaine/core',
    '@chatelaine/core/connection',
    'valibot',
    '@valibot/to-json-schema',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-ssm',
    '@aws-sdk/credential-providers',
  ],
  gcp: ['@chatelaine/core', 'valibot', '@valibot/to-json-schema', 'google-auth-library'],
  vault: ['@chatelaine/core', '@chatelaine/core/connection', 'valibot', '@valibot/to-json-schema'],
  kubernetes: ['@chatelaine/core', 'valibot', '@valibot/to-json-schema', 'yaml'],
  config: ['@chatelaine/core', 'valibot', '@valibot/to-json-schema', 'yaml', 'toml-eslint-parser'],
  'config/di': ['@chatelaine/core', 'inversify'],
  otel: ['@chatelaine/core', '@opentelemetry/api'],
  testing: ['@chatelaine/core', 'jose', 'oauth2-mock-server', 'mocha'],
  chatelaine: ['@chatelaine/core', '@chatelaine/config', '@chatelaine/env', '@chatelaine/file'],
  'chatelaine/di': ['@chatelaine/core', '@chatelaine/config', '@chatelaine/env', '@chatelaine/file'],
  'chatelaine/cli': [
    '@chatelaine/core',
    '@chatelaine/config',
    '@chatelaine/env',
    '@chatelaine/file',
    'inversify',
    'commander',
    'reflect-metadata',
  ],
};

describe('Who may import whom', () => {
  for (const name of PACKAGES) {
    it(`${name} imports only what its place allows`, () => {
      const imports = importsOf(name);
      expect(imports.length).to.be.greaterThan(0);
      expect(
        imports
          .filter((found) => !isAllowed(name, found))
          .map(({ file, specifier }) => `${file}: ${specifier}`),
      ).to.deep.equal([]);
    });
  }

  it('the connection folder of core imports neither Node nor anything outside but errors and JSON types', () => {
    const outside = importsOf('core')
      .filter(({ file }) => file.startsWith('packages/core/src/connection/'))
      .filter(
        ({ specifier, typeOnly }) => !specifier.startsWith('./') && !typeOnly && specifier !== '../errors.js',
      );
    expect(outside).to.deep.equal([]);
  });

  it('no source file catches an error without naming it', () => {
    const bad = PACKAGES.flatMap(sourcesOf).filter((file) => /catch\s*\{/.test(textOf(file)));
    expect(bad).to.deep.equal([]);
  });

  it('no source file has a name that says nothing', () => {
    const names = PACKAGES.flatMap(sourcesOf).filter((file) =>
      /\/(utils?|helpers?|common|misc|types)\.ts$/.test(file),
    );
    expect(names).to.deep.equal([]);
  });
});

function sourcesOf(name: string): readonly string[] {
  return filesUnder(`packages/${name}/src`).filter((file) => file.endsWith('.ts') && !isTest(file));
}

function isTest(file: string): boolean {
  return file.includes('.test.') || file.includes('/test-kit/');
}

function importsOf(name: string): readonly Import[] {
  return sourcesOf(name).flatMap((file) => {
    const text = textOf(file);
    return [...text.matchAll(IMPORT)].map((match) => ({
      file,
      specifier: match[1] ?? '',
      typeOnly: /^(?:import|export) type\b/.test(match[0]),
    }));
  });
}

function isAllowed(name: string, { file, specifier, typeOnly }: Import): boolean {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return true;
  const place = placeOf(name, file);
  const allowed = ALLOWED[place] ?? [];
  return (
    allowed.some((known) => specifier === known || specifier.startsWith(`${known}/`)) ||
    (typeOnly && name !== 'core')
  );
}

function placeOf(name: string, file: string): string {
  if (/\/src\/di(\/|\.ts$)/.test(file))
    return ALLOWED[`${name}/di`] === undefined ? 'config/di' : `${name}/di`;
  return file.includes('/src/cli/') ? `${name}/cli` : name;
}
