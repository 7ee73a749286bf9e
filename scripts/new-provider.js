// Makes packages/<name>, a provider that works from its first second, and tells the rest of the repository of it. It copies
// packages/env, the smallest provider here, under another name: there is no template that could grow old.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE = `Usage: npm run new-provider -- <name>

Makes packages/<name>: a provider with options, names, errors, tests and pages, which reads environment variables
until you write your own service into it. The name is the word in config files: small letters, digits and "-".
`;
const NEXT = (name) => `packages/${name} is a provider that works, as a copy of packages/env. Now run

  npm install     links the new package
  npm run schema  writes its options into the JSON Schema of the config file, and into its page
  npm test        builds everything and runs every unit test
  npx mocha --no-config test/dist/integration/conformance/${name}.test.js

and give each file what your service does: docs/writing-a-provider.md goes through them.
`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST_NAME = 40;
const RESERVED =
  /^(?:await|break|class|const|do|else|enum|eval|for|if|in|let|of|public|super|switch|void|while|with|yield)$/;

const COPIED_FOLDERS = ['packages/env', 'packages/env/src'];
const COPIED_FILES = [
  'test/src/integration/conformance/env-harness.ts',
  'test/src/integration/conformance/env.test.ts',
  'test/src/integration/canary/env-check.ts',
  'docs/providers/env.md',
];
/** Airflow's answers are about its own environment backend. */
const NOT_COPIED = ['packages/env/src/airflow-vectors.test.ts'];

/** What comes with `chatelaine` is imported from there; what does not is installed and imported by itself. */
const OWN_IMPORT = [
  "import { createSecrets, env } from 'chatelaine';",
  "import { env } from '@chatelaine/env';\nimport { createSecrets } from 'chatelaine';",
];
/** What stands in the place of what env was tested with. */
const UNTESTED = 'Nothing of it has been tested yet against the service that it is for.';
/** What is true of env alone: each must be found in the file, and is replaced before the words are. */
const ONLY_OF_ENV = {
  'packages/env/src/provider.ts': [[/\n {2}airflow: \{[\s\S]*?\n {2}\},/, '']],
  'packages/env/README.md': [
    [/<!-- file: .* -->\n/g, ''],
    [' It comes with `chatelaine`.', '\n\n```sh\nnpm install chatelaine @chatelaine/env\n```'],
    OWN_IMPORT,
  ],
  'docs/providers/env.md': [
    ['# Environment variables\n', '# env\n'],
    [/^It was tested with [\s\S]*?\n\n/, `${UNTESTED}\n\n`],
    ['It comes with `chatelaine`:\n\n', ''],
    ['npm install chatelaine', 'npm install chatelaine @chatelaine/env'],
    OWN_IMPORT,
  ],
};

/** The lines of other files that tell of env, and have to tell of the new provider as well. */
const LISTS = {
  'tsconfig.json': /"packages\/env"/,
  'test/tsconfig.json': /"\.\.\/packages\/env"/,
  'test/package.json': /"@chatelaine\/env"/,
  'packages/config/src/provider/bundled-providers.ts': /^ {2}env: /,
  'test/src/support/bundled-providers.ts': /'@chatelaine\/env'|^ {2}env,/,
  'test/src/architecture/imports.test.ts': /^ {2}env: /,
  'docs/providers/capabilities.md': /^\| env \|/,
};

/**
 * Where "env" is the provider, by the form of its name there. It is not in `context.env`, `{ env: variables }` or `Env`, which
 * are the environment.
 */
const FORMS = {
  pascal: /\bEnv(?=[A-Z])/,
  camel: /\benv(?=[A-Z(])|(?<=^(?:import|export) .*)\benv(?=[ ,])|(?<=^ {2})env(?=,$)/,
  quoted: /(?<=^ {2})env(?=: )/,
  kebab:
    /\benv(?=-)|(?<=@chatelaine\/|packages\/|providers\/|provider: |options: |^ *- |^\| |^# )\benv\b|(?<=['"`])env(?=['"`:])/,
};
const ANY_FORM = new RegExp(
  Object.entries(FORMS)
    .map(([form, { source }]) => `(?<${form}>${source})`)
    .join('|'),
  'gm',
);

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
if (values.help) process.stdout.write(USAGE);
else if (positionals.length !== 1) refuse(USAGE);
else makeProvider(positionals[0]);

/** Everything is read and made before anything is written, so that what fails leaves nothing behind. */
function makeProvider(name) {
  if (!NAME.test(name) || name.length > LONGEST_NAME) {
    refuse(
      `"${name}" cannot be the name of a provider: at most ${LONGEST_NAME} small letters, digits and "-", ` +
        'beginning with a letter, such as "my-vault".\n',
    );
  }
  const copied = copiedFiles();
  const inPlaceOf = (file) => file.replaceAll(/\benv(?=[-/.])/g, name);
  const taken = [`packages/${name}`, ...copied.map(inPlaceOf)].find((file) => existsSync(join(ROOT, file)));
  if (taken !== undefined) refuse(`${taken} is there already. Choose another name, or remove it first.\n`);
  const forms = formsOf(name);
  if (RESERVED.test(name) || copied.some((file) => hasWord(file, forms.camel))) {
    refuse(
      `"${name}" is a word that the code of a provider uses already. Choose a name such as "${name}-store".\n`,
    );
  }

  const rename = renaming(forms);
  const made = copied.map((file) => [inPlaceOf(file), rename(templateOf(file))]);
  const told = Object.keys(LISTS).map((file) => [file, withCopies(file, rename)]);
  for (const [file, text] of [...made, ...told]) write(file, text);
  format([...made, ...told].map(([file]) => file).filter((file) => /\.(?:ts|json)$/.test(file)));
  process.stdout.write(NEXT(name));
}

function formsOf(name) {
  const pascal = name.replaceAll(/(?:^|-)(\w)/g, (_whole, letter) => letter.toUpperCase());
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return { pascal, camel, quoted: `'${name}'`, kebab: name };
}

/** Puts a name in the place of "env", in the form that stands there. */
function renaming(forms) {
  return (text) =>
    text.replaceAll(ANY_FORM, (...match) => {
      const groups = match.at(-1);
      return forms[Object.keys(groups).find((form) => groups[form] !== undefined)];
    });
}

function copiedFiles() {
  const inFolders = COPIED_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${folder}/${entry.name}`),
  );
  return [...inFolders, ...COPIED_FILES].filter((file) => !NOT_COPIED.includes(file));
}

function templateOf(file) {
  return (ONLY_OF_ENV[file] ?? []).reduce((text, [part, replacement]) => {
    const changed = text.replaceAll(
      part instanceof RegExp ? new RegExp(part, 'gm') : part,
      () => replacement,
    );
    if (changed === text)
      throw new Error(`${file} no longer has ${part}: change scripts/new-provider.js with it.`);
    return changed;
  }, textOf(file));
}

function hasWord(file, word) {
  return file.endsWith('.ts') && new RegExp(`\\b${word}\\b`).test(textOf(file));
}

/** Repeats each line that tells of env under the new name; the rows of a page are in the order of their first cells. */
function withCopies(file, rename) {
  const lines = textOf(file).split('\n');
  const longer = lines.flatMap((line) => (LISTS[file].test(line) ? [line, rename(line)] : [line]));
  if (longer.length === lines.length) {
    throw new Error(`${file} no longer tells of env: change scripts/new-provider.js with it.`);
  }
  const whole = longer.join('\n');
  return file.endsWith('.md') ? whole.replaceAll(/(?:^\|.*\n)+/gm, sortedRows) : whole;
}

function sortedRows(table) {
  const [head, line, ...rows] = table.trimEnd().split('\n');
  if (!rows.some((row) => row.startsWith('| env |'))) return table;
  const first = (row) => row.split(' | ')[0];
  rows.sort((one, other) => (first(one) < first(other) ? -1 : Number(first(one) > first(other))));
  return [head, line, ...rows, ''].join('\n');
}

/** Another name makes lines longer and sorts imports otherwise. */
function format(files) {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  execFileSync(process.execPath, [biome, 'check', '--write', '--log-level=error', ...files], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function textOf(file) {
  return readFileSync(join(ROOT, file), 'utf8');
}

function write(file, text) {
  mkdirSync(dirname(join(ROOT, file)), { recursive: true });
  writeFileSync(join(ROOT, file), text);
}

function refuse(message) {
  process.stderr.write(message);
  process.exit(2);
}
