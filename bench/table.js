const HEADINGS = ['name', 'ours', 'reference', 'ratio', 'goal', ''];

/** The rows as text, a line each, in columns. */
export function asTable(rows) {
  const cells = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_heading, column) => Math.max(...cells.map((line) => line[column].length)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf({ name, ours, reference, ratio, goal, met, skipped }) {
  if (skipped !== undefined) return [name, '', '', '', goalText(goal), `skipped: ${skipped}`];
  return [
    name,
    costText(ours),
    reference === undefined ? '' : `${costText(reference)} ${reference.name}`,
    ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
    goalText(goal),
    verdictOf(met),
  ];
}

function verdictOf(met) {
  if (met === undefined) return 'reported';
  return met ? 'met' : 'missed';
}

function goalText(goal) {
  if (goal === undefined) return '';
  const unit = goal.unit === undefined ? 'x' : ` ${goal.unit}`;
  if (goal.exactly !== undefined) return `${goal.exactly}${unit}`;
  return goal.atLeast === undefined ? `≤ ${goal.atMost}${unit}` : `≥ ${goal.atLeast}${unit}`;
}

const UNITS = [
  { name: 's', ns: 1e9 },
  { name: 'ms', ns: 1e6 },
  { name: 'µs', ns: 1e3 },
  { name: 'ns', ns: 1 },
];

function costText({ median, quartiles, unit, count }) {
  if (count !== undefined) return `${Number(count.toFixed(2))} ${unit}`;
  const { name, ns } = UNITS.find((known) => median >= known.ns) ?? UNITS.at(-1);
  const text = (value) => Number((value / ns).toPrecision(3));
  return `${text(median)} ${name} (${quartiles.map(text).join('–')})`;
}
