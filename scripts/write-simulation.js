// Writes docs/simulation.md: what must hold in every history, and which of it finds each planted bug.
import { writeFileSync } from 'node:fs';
import { changedCore } from '../test/dist/simulation/changed-core.js';
import { PLANTED_BUGS } from '../test/dist/simulation/planted-bugs.js';
import { playHistories } from '../test/dist/simulation/play-histories.js';
import { INVARIANTS } from '../test/dist/simulation/violation.js';

const HISTORIES = 20_000;

const started = performance.now();
const { histories, events, broken } = await playHistories(HISTORIES);
const seconds = Math.round((performance.now() - started) / 1_000);
if (broken !== undefined)
  throw new Error(`Seed ${broken.seed} breaks "${broken.invariant}": ${broken.detail}`);

const found = [];
for (const bug of PLANTED_BUGS) {
  const changed = await changedCore(bug);
  const result = await playHistories(HISTORIES, changed.url);
  await changed.remove();
  const { invariant, seed } = result.broken ?? { invariant: '**not found**', seed: '' };
  process.stdout.write(`${bug.name}: ${invariant} (${result.histories}, seed ${seed})\n`);
  found.push(`| ${bug.name} | ${invariant} | ${result.histories} |`);
}

const number = (count) => count.toLocaleString('en-US');

writeFileSync(
  new URL('../docs/simulation.md', import.meta.url),
  `# Simulation

\`npm run test:simulation\` plays ${number(HISTORIES)} histories of the whole core on virtual time. A history is drawn from its seed: one or two
backends with their policies, ages of the cache, handles, and some dozens of things that the application and the world do.
The application reads, reads anew, reads many, aborts, gives little time, invalidates, uses handles and closes in the middle
of it all. The world rotates, deletes and denies values, throttles with and without \`Retry-After\`, answers with 5xx,
resets, hangs with and without listening to the signal, is slow, fails a part of a batch, answers with nonsense, and sets
the clock forward and back. Then all is well for two minutes and the fresh age of the cache, and everything must be as new.

The last run: ${number(histories)} histories, ${number(events)} events, ${seconds} s on two processors.

A history that breaks one of the invariants fails the test with its seed. \`CHATELAINE_SEED=42 npm run test:simulation\` plays
that one alone and prints what happened in it, line by line, with the milliseconds since it began.

## What must hold

| invariant | after every event, and for every answer |
| --- | --- |
${Object.entries(INVARIANTS)
  .map(([name, promise]) => `| ${name} | ${promise} |`)
  .join('\n')}

"Never back" is meant for one reference and one backend: an answer is never older than one that was handed out before its
call began. An answer of another backend after a fall-through, and a version that was asked for by name, say nothing about
that order.

## Planted bugs

Each is planted into a copy of the built core, and found within the ${number(HISTORIES)} histories.

| bug | found by | after so many histories |
| --- | --- | --- |
${found.join('\n')}
`,
);
