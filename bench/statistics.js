export const median = (values) => quantile(values, 0.5);

/** The lower and the upper quartile. */
export const quartiles = (values) => [quantile(values, 0.25), quantile(values, 0.75)];

/** How much each value is of its partner in the same round. */
export const ratios = (values, partners) => values.map((value, round) => value / partners[round]);

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}
