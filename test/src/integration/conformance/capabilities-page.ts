import type { BackendCapabilities, ConformanceReport } from '@chatelaine/testing';

type Flag = Exclude<keyof BackendCapabilities, 'maxBytes' | 'illegalNames'>;

const FLAGS: readonly Flag[] = [
  'versions',
  'teams',
  'batch',
  'list',
  'describe',
  'write',
  'remove',
  'watch',
  'binary',
  'empty',
];
/** What stands between the marks of a table: its head, and the rows of every provider. */
const TABLES: Readonly<Record<string, (report: ConformanceReport) => readonly string[]>> = {
  capabilities: (report) => [capabilityRow(report)],
  names: (report) => [nameRow(report)],
  'not tested': notTestedRows,
};

/** The page with the rows of these reports in the place of those providers' rows; others stay as they are. */
export function pageWith(page: string, reports: readonly ConformanceReport[]): string {
  return Object.entries(TABLES).reduce(
    (text, [table, rowsOf]) =>
      text.replace(betweenMarks(table), (_whole, head: string, rows: string) => {
        const kept = rows
          .split('\n')
          .filter((row) => row !== '' && !reports.some(({ provider }) => isOf(row, provider)));
        const all = [...kept, ...reports.flatMap(rowsOf)].sort(byProvider);
        return `<!-- ${table} -->\n\n${head}\n${all.map((row) => `${row}\n`).join('')}\n<!-- end of ${table} -->`;
      }),
    page,
  );
}

/** Two lines of head, and the rows. */
function betweenMarks(table: string): RegExp {
  return new RegExp(`<!-- ${table} -->\\n\\n(\\|.*\\n\\|.*)\\n([\\s\\S]*?)\\n<!-- end of ${table} -->`);
}

function isOf(row: string, provider: string): boolean {
  return row.startsWith(`| ${provider} |`);
}

/** By the first cell alone: the rows of one provider keep their order. */
function byProvider(one: string, other: string): number {
  const [first = '', second = ''] = [one, other].map((row) => row.split(' | ')[0]);
  return first < second ? -1 : Number(first > second);
}

function capabilityRow({
  provider,
  testedAgainst,
  capabilities,
  passed,
  notTested,
}: ConformanceReport): string {
  const tried = `${passed.length} of ${passed.length + notTested.length}`;
  return rowOf([provider, testedAgainst, ...FLAGS.map((flag) => (capabilities[flag] ? 'yes' : '–')), tried]);
}

function nameRow({ provider, capabilities }: ConformanceReport): string {
  const { maxBytes, illegalNames } = capabilities;
  const largest =
    maxBytes === undefined
      ? 'no limit is known; 64 KiB are tried'
      : `${maxBytes.toLocaleString('en-US')} bytes`;
  return rowOf([provider, largest, illegalNames]);
}

/** One row for each reason. */
function notTestedRows({ provider, notTested }: ConformanceReport): readonly string[] {
  const reasons = [...new Set(notTested.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const names = notTested.filter((one) => one.reason === reason).map(({ name }) => name);
    return rowOf([provider, reason, names.join('; ')]);
  });
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
