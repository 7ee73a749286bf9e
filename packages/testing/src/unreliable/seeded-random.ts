/** Numbers from 0 up to 1 that are the same for the same seed: a linear congruential generator of 48 bits, as in POSIX. */
export function seededRandom(seed: number): () => number {
  let state = (BigInt(Math.trunc(seed)) << 16n) | 0x330en;
  return () => {
    state = (state * 0x5deece66dn + 0xbn) & 0xffff_ffff_ffffn;
    return Number(state) / 2 ** 48;
  };
}
