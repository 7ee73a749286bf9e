/**
 * A row of something that is counted and not timed. A goal is `{ exactly }`, `{ atMost }` or `{ atLeast }`; a reference is
 * `{ name, count }`.
 *
 * @param {string} name
 * @param {{ unit: string, ours: number, reference?: { name: string, count: number }, goal: object }} counted
 */
export function countRow(name, { unit, ours, reference, goal }) {
  const { exactly, atMost = exactly, atLeast = exactly } = goal;
  const isMet = (atMost === undefined || ours <= atMost) && (atLeast === undefined || ours >= atLeast);
  return {
    name,
    ours: { name: 'ours', unit, count: ours },
    ...(reference === undefined ? {} : { reference: { ...reference, unit } }),
    goal: { ...goal, unit },
    met: isMet,
  };
}
