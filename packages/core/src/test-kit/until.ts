import { expect } from 'chai';
import { settled } from './manual-clock.js';

/** Waits until something is so, as long as real files may take. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000 && !isSo(); turn += 1) await settled();
  expect(isSo()).to.equal(true);
}
