import type { SecretKind } from '@chatelaine/core';
import { didYouMean } from '@chatelaine/core';
import { FileProblem } from './file-problem.js';
import type { ParsedFile, TreeEntry } from './tree.js';
import { isNull, MERGE_KEY } from './tree.js';
import { unknownKey } from './unknown-key.js';

/** The entries of one kind, by key; a key that is there twice has two entries. */
export interface Section {
  readonly entries: ReadonlyMap<string, readonly TreeEntry[]>;
  /** What could not be read and could be about any key that is not found. */
  readonly problem?: FileProblem;
}

export type Sections = Readonly<Record<SecretKind, Section>>;

/** What a kind is called in a file that holds them all, and in the options. */
export const SECTION_NAME: Readonly<Record<SecretKind, 'variables' | 'connections' | 'configs' | 'secrets'>> =
  {
    variable: 'variables',
    connection: 'connections',
    config: 'configs',
    secret: 'secrets',
  };

/** Makes a section of a file that holds one kind, or of one that names its kinds in its keys. */
export function sectionOf({ entries, problem }: ParsedFile): Section {
  const byKey = new Map<string, TreeEntry[]>();
  for (const entry of entries) {
    const same = byKey.get(entry.key);
    if (same === undefined) byKey.set(entry.key, [entry]);
    else same.push(entry);
  }
  const first = problem ?? mergeProblem(byKey);
  return { entries: byKey, ...(first === undefined ? {} : { problem: first }) };
}

/** Any key could have been among those that were to be merged. */
function mergeProblem(byKey: Section['entries']): FileProblem | undefined {
  const [merge] = byKey.get(MERGE_KEY) ?? [];
  return merge?.value.type === 'fault' ? merge.value.problem : undefined;
}

/** Splits a file that holds all kinds, each under a key of its own. */
export function sectionsOf({ entries }: ParsedFile): Sections {
  const unknown = entries.find(({ key }) => !NAMES.includes(key));
  const problem = unknown === undefined ? undefined : unknownName(unknown);
  return {
    variable: namedSection('variables', entries, problem),
    connection: namedSection('connections', entries, problem),
    config: namedSection('configs', entries, problem),
    secret: namedSection('secrets', entries, problem),
  };
}

const NAMES: readonly string[] = Object.values(SECTION_NAME);

function namedSection(name: string, all: readonly TreeEntry[], unknown: FileProblem | undefined): Section {
  const [entry, second] = all.filter(({ key }) => key === name);
  if (second !== undefined) {
    return sectionOf({
      entries: [],
      problem: new FileProblem(second.position, `"${name}" is there twice`, 'Join the two.'),
    });
  }
  if (entry === undefined || isNull(entry.value))
    return sectionOf({ entries: [], ...(unknown && { problem: unknown }) });
  if (entry.value.type === 'object') {
    return sectionOf({ entries: entry.value.entries, ...(unknown && { problem: unknown }) });
  }
  const problem = new FileProblem(
    entry.position,
    `"${name}" holds no keys`,
    'Write one "key: value" for each entry.',
  );
  return sectionOf({ entries: [], problem });
}

function unknownName({ key, position }: TreeEntry): FileProblem {
  const label = unknownKey(key, NAMES);
  return new FileProblem(position, `${label} is not known at the top of the file`, didYouMean(key, NAMES));
}
