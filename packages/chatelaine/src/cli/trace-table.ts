import type { ExplainedStep, Explanation } from '@chatelaine/core';
import { formatSecretRef } from '@chatelaine/core';
import { aligned } from './aligned.js';

const HEADINGS = ['backend', 'asked for', 'outcome', 'ms'];
const OUTCOMES: Readonly<Record<ExplainedStep['outcome'], string>> = {
  found: 'found',
  missing: 'missing',
  'not-here': 'not here',
  failed: 'failed',
  'not-asked': 'not asked',
};

/** An explanation as lines for people: the outcome, what each backend said, why, what was lost, and a note. */
export function traceTable(explanation: Explanation, note?: string): string[] {
  const { steps, losses, message } = explanation;
  const failures = steps.filter((step) => step.message !== undefined);
  return [
    headline(explanation),
    '',
    ...aligned([HEADINGS, ...steps.map(row)]),
    ...section('why', [
      ...(failures.length === 0 && message !== undefined ? [message] : []),
      ...steps.flatMap(reasons),
    ]),
    ...section(
      'lost in reading',
      losses.map(({ message }) => message),
    ),
    ...section('note', note === undefined ? [] : [note]),
  ];
}

/** The outcome as one line. */
export function headline({ ref, outcome, origin, code }: Explanation): string {
  const subject = formatSecretRef(ref) + (ref.team === undefined ? '' : ` of team ${ref.team}`);
  if (outcome === 'missing') return `${subject}: not found`;
  if (outcome === 'failed') return `${subject}: failed with ${code}`;
  const version = origin?.version === undefined ? '' : `, version ${origin.version}`;
  return `${subject}: found in ${origin?.backend} under "${origin?.name}"${version}`;
}

function row({ backend, names, outcome, ms }: ExplainedStep): string[] {
  return [
    backend,
    names.join(', ') || '-',
    OUTCOMES[outcome],
    ms === undefined ? '-' : String(Math.round(ms)),
  ];
}

function reasons({ backend, reason, message }: ExplainedStep): string[] {
  if (message !== undefined) return [message];
  return reason === undefined ? [] : [`${backend}: ${reason}`];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
