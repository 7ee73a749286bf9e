import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@chatelaine/config';
import fc from 'fast-check';
import type { FuzzKind } from './fuzz-kind.js';
import { canary, mutated } from './fuzz-kind.js';

interface ConfigText {
  readonly file: string;
  readonly text: string;
}

const duration = fc.constantFrom('5s', '250ms', '1h', '2m');
const options = fc.oneof(
  fc.constant({}),
  canary.map((text) => ({ connectionsPrefix: text })),
  canary.map((text) => ({ variablesPrefix: `\${env:NAME}${text}` })),
  fc.constant({ secretsPrefix: '${env:NOT_THERE}' }),
);
const backend = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>('env', { provider: 'env' }) },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        name: fc.constantFrom('a', 'b', 'c', 'd'),
        provider: fc.constant('env'),
        timeout: duration,
        onError: fc.constantFrom('next', 'stop'),
        options,
      },
      { requiredKeys: ['name', 'provider'] },
    ),
  },
  {
    weight: 1,
    arbitrary: canary.map((text) => ({ provider: 'file', name: 'f', options: { path: `./${text}.yaml` } })),
  },
);
const wrong = fc.oneof(
  canary as fc.Arbitrary<unknown>,
  canary.map((text) => [text]),
  canary.map((text) => ({ provider: 'env', timeout: text })),
  canary.map((text) => ({ provider: 'env', options: text })),
  canary.map((text) => ({ provider: 'env', options: { connectionsPrefix: [text] } })),
  canary.map((text) => ({ provider: [text] })),
  fc.constantFrom<unknown>(null, 1, true, []),
);
const chain = fc.record(
  {
    backends: fc.uniqueArray(fc.oneof({ weight: 12, arbitrary: backend }, { weight: 1, arbitrary: wrong }), {
      minLength: 1,
      maxLength: 3,
      selector: (each) => (each as { name?: string } | null)?.name ?? 'env',
    }),
    onError: fc.constantFrom<unknown>('next', 'stop', { throttled: 'next' }),
    cache: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<unknown>(false, { fresh: '5m', hard: '2h' }) },
      { weight: 1, arbitrary: wrong },
    ),
  },
  { requiredKeys: ['backends'] },
);

const yaml = chain.map((value) => `# a config\n${blockOf(value, 0)}`);
const flow = fc
  .tuple(chain, fc.constantFrom(0, 2))
  .map(([value, space]) => JSON.stringify(value, undefined, space));
const toml = chain.map((value) =>
  Object.entries(value)
    .map(([key, each]) => `${key} = ${inlineToml(each)}`)
    .join('\n'),
);
const kwargs = fc.oneof(
  canary.map((text) => JSON.stringify({ variables_file_path: `/srv/${text}.json` })),
  canary.map((text) => `{"connections_file_path": "${text}"`),
  fc.constant(''),
  fc.constant('{"variables_file_path": "/srv/a.json",\n  "connections_file_path": "/srv/b.json"}'),
  canary,
);
const cfg = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant('airflow.secrets.local_filesystem.LocalFilesystemBackend') },
      {
        weight: 1,
        arbitrary: fc.constant('airflow.secrets.environment_variables.EnvironmentVariablesBackend'),
      },
      { weight: 1, arbitrary: canary },
    ),
    kwargs,
    fc.constantFrom('=', ' = ', ': '),
    canary,
  )
  .map(
    ([name, text, delimiter, other]) =>
      `[DEFAULT]\nx = 1\n[core]\nfernet_key = ${other.replaceAll('%', '%%')}\n; a comment\n[secrets]\nbackend${delimiter}${name}\nbackend_kwargs${delimiter}${text.replaceAll('%', '%%')}\n`,
  );

const of = (file: string, texts: fc.Arbitrary<string>, share: number) =>
  mutated(texts, share).map((text) => ({ file, text }));

let folder: string | undefined;

/** Config files of all four formats: by their grammars, with wrong values and broken text, and canaries as values. */
export const configTexts: FuzzKind<ConfigText> = {
  name: 'config texts',
  inputs: fc.oneof(
    of('chatelaine.yaml', fc.oneof(yaml, flow), 0.3),
    of('chatelaine.json', flow, 0.3),
    of('chatelaine.toml', toml, 0.3),
    of('airflow.cfg', cfg, 0.3),
  ),
  async accept({ file, text }) {
    folder ??= temporaryFolder();
    const path = join(folder, file);
    writeFileSync(path, text);
    const { backends } = await loadConfig({
      config: path,
      cwd: folder,
      env: { NAME: 'value', HOME: folder },
    });
    for (const each of backends) await each.load();
  },
};

function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'fuzz-'));
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Block style with plain scalars where YAML has them. */
function blockOf(value: unknown, depth: number): string {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value) && value.length > 0)
    return value.map((each) => `${indent}- ${nested(each, depth)}`).join('\n');
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return Object.entries(value)
      .map(([key, each]) => `${indent}${key}: ${nested(each, depth)}`)
      .join('\n');
  }
  return indent + (JSON.stringify(value) ?? 'null');
}

function nested(value: unknown, depth: number): string {
  const isBlock = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isBlock ? `\n${blockOf(value, depth + 1)}` : scalar(value);
}

function scalar(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z][\w./-]*$/.test(value)
    ? value
    : (JSON.stringify(value) ?? 'null');
}

function inlineToml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineToml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key} = ${inlineToml(each)}`)
      .join(', ')} }`;
  }
  return JSON.stringify(value) ?? '""';
}
