import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/repository.js';
import type { ChaosReport } from './chaos-run.js';
import { chaosSummary, chaosTable } from './chaos-table.js';

const PAGE = join(ROOT, 'docs/chaos.md');

/** Puts what came of a run into its section of docs/chaos.md. */
export function writeRun(store: string, report: ChaosReport): void {
  const page = readFileSync(PAGE, 'utf8');
  const heading = `\n## ${store}\n`;
  const start = page.indexOf(heading);
  if (start < 0) throw new Error(`docs/chaos.md has no section "${store}".`);
  const next = page.indexOf('\n## ', start + 1);
  const rest = next < 0 ? '' : page.slice(next);
  const date = new Date().toLocaleDateString('en-GB', { dateStyle: 'long' });
  const section = `${heading}\n${date}: ${chaosSummary(report)}\n\n${chaosTable(report)}\n`;
  writeFileSync(PAGE, page.slice(0, start) + section + rest);
}
