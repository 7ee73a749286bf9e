import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FoundSecret, JsonObject, JsonValue, SecretKind, SecretsBackend } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { parseConnection } from '@chatelaine/core/connection';
import { expect } from 'chai';
import { fileFormat } from './file-format.js';
import { FileProblem } from './file-problem.js';
import { file } from './index.js';
import { parseFile } from './parse-file.js';
import { sectionOf } from './section.js';
import type { TreeEntry } from './tree.js';

interface Vector {
  readonly input: {
    readonly ext: string;
    readonly kind: 'variables' | 'connections' | 'configs';
    readonly content?: string;
    readonly content_b64?: string;
  };
  readonly expect: { readonly ok?: { readonly entries: readonly [JsonValue, JsonValue][] } };
}

const FILE = fileURLToPath(new URL('../../../test/vectors/airflow-files.jsonl', import.meta.url));
const VECTORS = readFileSync(FILE, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector);
const KIND: Readonly<Record<string, SecretKind>> = {
  variables: 'variable',
  connections: 'connection',
  configs: 'config',
};

/** Where Python ends a line of an .env file and we do not: form feeds, U+0085, U+2028 and the like. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the point.
const EXOTIC_LINE_END = /[\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]/;

/** Lines where ours is another answer, from 1, by the reason that the documentation gives. */
const DIFFERENT: Readonly<Record<string, readonly number[]>> = {
  'a connection that begins with { is JSON here, as in every other backend': [80, 191, 203],
  'white space around a connection is no part of it, as in every other backend': [
    145, 148, 151, 167, 218, 241,
  ],
  'a key that is there twice is an error here': [302, 363, 379, 400, 419, 522],
  'a port is a number from 0 to 65535 here': [289, 390, 563],
  'a type has its canonical name here': [407],
  'an empty password stays one here, as in the task SDK': [525],
  'an empty list is no extra here': [386],
  'an empty connection is left to the chain, which takes it for a miss': [322],
  'YAML 1.1 has booleans, dates, base 60 and other numbers that are text in 1.2': [
    433, 434, 440, 456, 458, 490, 495, 512, 513, 516, 526, 545, 548, 549, 552, 558, 566, 580, 582,
  ],
  'YAML 1.2 has another octal number': [450],
  'a number that begins with 0 is an error here, because YAML 1.1 and 1.2 disagree': [557, 567, 576],
  'YAML 1.1 ends a line at U+0085': [498, 519, 556],
  'a tag beyond those of JSON is an error here': [435, 443, 453, 477, 589],
  'a merge key is an error here': [455],
  'a number that is not finite is an error here, because JSON has none': [468, 529, 539, 561],
};

describe("FileBackend beside Airflow's answers", () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatelaine-file-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('has every line that there should be', () => {
    const exotic = VECTORS.filter(isInformative);
    const different = Object.values(DIFFERENT).flat();
    expect([VECTORS.length, exotic.length, new Set(different).size]).to.deep.equal([
      649,
      61,
      different.length,
    ]);
    expect(different).to.have.length(58);
  });

  for (const [index, vector] of VECTORS.entries()) {
    const line = index + 1;
    if (isInformative(vector)) continue;
    const reason = Object.keys(DIFFERENT).find((text) => DIFFERENT[text]?.includes(line));
    const { kind, ext } = vector.input;
    it(`reads ${kind} from .${ext} as line ${line} says${reason === undefined ? '' : `, but: ${reason}`}`, async () => {
      const natives = vector.expect.ok?.entries
        .filter(([, value]) => isNative(value))
        .map(([key]) => String(key));
      const ours = await answer(vector, join(folder, `${line}.${ext}`), natives ?? []);
      const theirs = vector.expect.ok?.entries
        .filter(isAnswer)
        .map(([key, value]) => [String(key), comparable(value, kind)]);
      if (reason === undefined) expect(ours).to.deep.equal(theirs);
      else expect(ours).not.to.deep.equal(theirs);
    });
  }
});

function isInformative({ input: { ext, content } }: Vector): boolean {
  return ext.toLowerCase() === 'env' && content !== undefined && EXOTIC_LINE_END.test(content);
}

/** Airflow's chain takes null from a file for "not here" and asks the next backend. */
function isAnswer([, value]: readonly [JsonValue, JsonValue]): boolean {
  return value !== null;
}

/** The entries as `comparable` has them, or nothing when an answer is an error. */
async function answer({ input }: Vector, path: string, natives: readonly string[]): Promise<unknown> {
  const bytes = Buffer.from(
    input.content ?? input.content_b64 ?? '',
    input.content === undefined ? 'base64' : 'utf8',
  );
  await writeFile(path, bytes);
  try {
    const backend = file({ [input.kind]: path });
    const entries: [string, unknown][] = [];
    for (const id of [...(await keysOf(bytes, path)), 'no such entry']) {
      const found = await ask(backend, input.kind, id);
      if (found !== undefined)
        entries.push([id, read(String(found.value), input.kind, natives.includes(id))]);
    }
    return entries;
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_VALUE') || SecretsError.is(error, 'INVALID_CONFIG')) return undefined;
    throw error;
  }
}

/** Every key, but not the one that is only there to explain a byte-order mark. */
async function keysOf(bytes: Buffer, path: string): Promise<readonly string[]> {
  try {
    const { entries } = sectionOf(await parseFile(bytes, fileFormat(path) ?? 'env'));
    return [...entries].filter(([, [entry]]) => !isAboutMark(entry)).map(([key]) => key);
  } catch (error) {
    if (error instanceof FileProblem) return [];
    throw error;
  }
}

function isAboutMark(entry: TreeEntry | undefined): boolean {
  return entry?.value.type === 'fault' && entry.value.problem.message.includes('byte-order mark');
}

function ask(backend: SecretsBackend, kind: string, id: string): Promise<FoundSecret | undefined> {
  return backend.find({ kind: KIND[kind] ?? 'secret', id }, { signal: new AbortController().signal });
}

function read(text: string, kind: string, isNativeThere: boolean): unknown {
  if (kind !== 'connections') return isNativeThere ? normal(text) : text;
  if (text === '') return 'nothing';
  const { type, host, port, login, password, schema, description, extra } = parseConnection(text).fields;
  return [type, host, port, login, password, schema, description, extra].map((field) => field ?? null);
}

/** JSON as `JSON.stringify` writes it; other text as it is. */
function normal(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Airflow's answer as `read` gives ours: a text of a variable, the fields of a connection. */
function comparable(value: JsonValue, kind: string): unknown {
  if (kind !== 'connections') return textOf(value);
  const { conn_type, host, port, login, password, schema, description, extra } = value as JsonObject;
  const decoded = typeof extra === 'string' ? JSON.parse(extra) : extra;
  return [conn_type, host, port, login, password, schema, description, decoded];
}

function textOf(value: JsonValue): unknown {
  if (isNative(value)) return JSON.stringify(value);
  return typeof value === 'string' ? value : (value as JsonObject).repr;
}

/** What is no string there and has no other form than JSON's. */
function isNative(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && '$py' in value
    ? value.$py !== 'int'
    : typeof value !== 'string';
}
