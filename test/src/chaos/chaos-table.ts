import type { ChaosReport } from './chaos-run.js';
import { GROUPS, type Group } from './groups.js';
import type { Phase, Tally } from './phase.js';

const HEADINGS = [
  'at',
  'what went wrong',
  'for',
  'kept: answered',
  'not kept: answered',
  'beside: answered',
  'all new again after',
];

/** The run in a few words. */
export function chaosSummary({ phases, lastedMs, rounds, sockets }: ChaosReport): string {
  const reads = phases.flatMap((phase) =>
    GROUPS.map(({ name }) => phase.tally(name).answered + failures(phase.tally(name))),
  );
  const all = counted(reads.reduce((sum, count) => sum + count, 0));
  const share = (100 * shareAnswered(phases, 'beside')).toFixed(2);
  return (
    `${all} reads in ${seconds(lastedMs)}, over ${sockets.running} connections in the end. All values were rotated ` +
    `${rounds} times. Of the reads of the store beside it ${share} % were answered.`
  );
}

/** The run as rows of a page, a fault each. */
export function chaosTable({ phases }: ChaosReport): string {
  const rows = phases.filter(({ name }) => name !== 'calm').map(cellsOf);
  return [HEADINGS, HEADINGS.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellsOf(phase: Phase): readonly string[] {
  return [
    seconds(phase.beganAtMs),
    phase.name,
    seconds(phase.lastedMs),
    tallyText(phase.tally('kept')),
    tallyText(phase.tally('live')),
    tallyText(phase.tally('beside')),
    phase.recoveredMs === undefined ? 'not at all' : seconds(phase.recoveredMs),
  ];
}

/** A phase as a line of a log. */
export function phaseLine(phase: Phase): string {
  return `      ${cellsOf(phase).join(' · ')} · pauses of ${seconds(phase.pauseMs)}, ${phase.failuresAfter} failures after`;
}

/** How many of the reads of a group were answered, over all phases, from 0 to 1. */
export function shareAnswered(phases: readonly Phase[], group: Group['name']): number {
  const tallies = phases.map((phase) => phase.tally(group));
  const answered = tallies.reduce((sum, tally) => sum + tally.answered, 0);
  return answered / (answered + tallies.reduce((sum, tally) => sum + failures(tally), 0));
}

/** All failures of a tally. */
export function failures({ failed }: Tally): number {
  return Object.values(failed).reduce((sum, count) => sum + count, 0);
}

function tallyText(tally: Tally): string {
  const codes = Object.entries(tally.failed).map(([code, count]) => `${counted(count)} \`${code}\``);
  const all = tally.answered + failures(tally);
  return [`${counted(tally.answered)} of ${counted(all)}`, ...codes].join(', ');
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
