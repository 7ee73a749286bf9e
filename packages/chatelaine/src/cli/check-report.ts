import type { ConfiguredChain } from '@chatelaine/config';
import { aligned } from './aligned.js';
import type { BackendCheck } from './backend-check.js';
import type { ReferenceCheck } from './reference-check.js';
import { referenceRows } from './reference-check.js';

/** What `check --json` prints. */
export interface CheckReport {
  readonly ok: boolean;
  /** Which config was read. */
  readonly source: string;
  readonly directory: string;
  /** What is different here from what the config's author may expect. */
  readonly notes: readonly string[];
  readonly backends: readonly Omit<BackendCheck, 'causes'>[];
  /** What was asked for beside the backends. */
  readonly references?: readonly ReferenceCheck[];
}

const OUTCOMES: Readonly<Record<BackendCheck['outcome'], string>> = {
  created: 'created',
  'not-created': 'not created',
  answered: 'answered',
  'nothing-to-probe': 'created, has nothing to probe',
  failed: 'failed',
};

const NO_METASTORE =
  'There is no metastore here: what is kept in the database of Airflow is not found, unlike in Airflow itself.';

export function checkReport(
  { source, directory, note }: Pick<ConfiguredChain, 'source' | 'directory' | 'note'>,
  checks: readonly BackendCheck[],
  references: readonly ReferenceCheck[] = [],
): CheckReport {
  const backends = checks.map(({ causes: _causes, ...check }) => check);
  const isRight = backends.every(({ outcome }) => outcome !== 'not-created' && outcome !== 'failed');
  const ok = isRight && references.every(({ outcome }) => outcome === 'found');
  const notes = [...(isAirflow(source) ? [NO_METASTORE] : []), ...(note === undefined ? [] : [note])];
  return { ok, source, directory, notes, backends, ...(references.length === 0 ? {} : { references }) };
}

/** The report as lines for people, without the messages of failures. */
export function checkLines({ source, directory, notes, backends, references = [] }: CheckReport): string[] {
  const asked = references.length === 0 ? [] : ['', ...aligned(references.flatMap(referenceRows))];
  return [`config: ${source}`, `folder: ${directory}`, ...notes, '', ...aligned(backends.map(row)), ...asked];
}

function row({ backend, provider, outcome, code, ms }: BackendCheck): string[] {
  const why = code === undefined ? '' : `: ${code}`;
  const time = ms === undefined ? '' : ` (${Math.round(ms)} ms)`;
  return [backend, provider, OUTCOMES[outcome] + why + time];
}

/** The source is the path of an airflow.cfg, or the variable that stands in for one. */
function isAirflow(source: string): boolean {
  return source.toLowerCase().endsWith('.cfg') || source.startsWith('AIRFLOW__');
}
