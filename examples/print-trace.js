/** Prints which backends were asked for a reference, under which names, and what each said. */
export function printTrace({ ref, outcome, steps }) {
  console.log(`${ref.kind}/${ref.id}: ${outcome}`);
  for (const { backend, names, outcome: said, reason, ms } of steps) {
    const asked = names.length === 0 ? (reason ?? '') : names.join(', ');
    console.log(`  ${backend.padEnd(16)} ${said.padEnd(10)} ${asked}${ms === undefined ? '' : `  ${ms} ms`}`);
  }
  console.log();
}
