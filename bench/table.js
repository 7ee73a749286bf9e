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
    `${costText(reference)} ${reference.name}`,
    `${ratio.toFixed(2)}x`,
    goalText(goal),
    met ? 'met' : 'missed',
  ];
}

const goalText = ({ atLeast, atMost }) => (atLeast === undefined ? `≤ ${atMost}x` : `≥ ${atLeast}x`);

function costText({ median, quartiles: [lower, upper] }) {
  const unit = median >= 1000 ? { name: 'µs', ns: 1000 } : { name: 'ns', ns: 1 };
  const text = (ns) => (ns / unit.ns).toPrecision(3);
  return `${text(median)} ${unit.name} (${text(lower)}–${text(upper)})`;
}
