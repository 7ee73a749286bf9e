import type { ConfiguredChain } from '@chatelaine/config';
import { aligned } from './aligned.js';
import type { BackendCheck } from './backend-check.js';
import type { FileCheck } from './file-check.js';
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
  /** The file that outlives the application, when the config names one. */
  readonly lastKnownGood?: Omit<FileCheck, 'causes'>;
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

/** What was checked. */
export interface Checks {
  readonly backends: readonly BackendCheck[];
  readonly lastKnownGood: FileCheck | undefined;
  readonly references: readonly ReferenceCheck[];
}

export function checkReport(
  { source, directory, note }: Pick<ConfiguredChain, 'source' | 'directory' | 'note'>,
  checks: Checks,
): CheckReport {
  const { references } = checks;
  const backends = checks.backends.map(({ causes: _causes, ...check }) => check);
  const lastKnownGood = withoutCauses(checks.lastKnownGood);
  const isRight =
    lastKnownGood?.outcome !== 'not-usable' &&
    backends.every(({ outcome }) => outcome !== 'not-created' && outcome !== 'failed');
  const ok = isRight && references.every(({ outcome }) => outcome === 'found');
  const notes = [...(isAirflow(source) ? [NO_METASTORE] : []), ...(note === undefined ? [] : [note])];
  return {
    ok,
    source,
    directory,
    notes,
    backends,
    ...(lastKnownGood === undefined ? {} : { lastKnownGood }),
    ...(references.length === 0 ? {} : { references }),
  };
}

function withoutCauses(check: FileCheck | undefined): Omit<FileCheck, 'causes'> | undefined {
  if (check === undefined) return undefined;
  const { causes: _causes, ...rest } = check;
  return rest;
}

/** The report as lines for people, without the messages of failures. */
export function checkLines(report: CheckReport): string[] {
  const { source, directory, notes, backends, lastKnownGood, references = [] } = report;
  const file = lastKnownGood === undefined ? [] : ['', fileLine(lastKnownGood)];
  const asked = references.length === 0 ? [] : ['', ...aligned(references.flatMap(referenceRows))];
  return [
    `config: ${source}`,
    `folder: ${directory}`,
    ...notes,
    '',
    ...aligned(backends.map(row)),
    ...file,
    ...asked,
  ];
}

function row({ backend, provider, outcome, code, ms }: BackendCheck): string[] {
  const why = code === undefined ? '' : `: ${code}`;
  const time = ms === undefined ? '' : ` (${Math.round(ms)} ms)`;
  return [backend, provider, OUTCOMES[outcome] + why + time];
}

function fileLine({ path, outcome, code }: Omit<FileCheck, 'causes'>): string {
  return `last known good: ${path}  ${outcome === 'usable' ? 'usable' : `not usable: ${code}`}`;
}

/** The source is the path of an airflow.cfg, or the variable that stands in for one. */
function isAirflow(source: string): boolean {
  return source.toLowerCase().endsWith('.cfg') || source.startsWith('AIRFLOW__');
}
