import type { SecretValue } from '@chatelaine/core';
import { NotTested } from './conformance-case.js';
import { expectFailure, expectMissing } from './expectations.js';
import type { Subject } from './subject.js';
import { unhurried } from './subject.js';

/**
 * Fails unless a value that the store cannot hold is refused when it is written, and nothing is stored instead.
 *
 * @throws NotTested when the backend does not write
 */
export async function expectRefused(subject: Subject, value: SecretValue, what: string): Promise<void> {
  const backend = await subject.backend();
  if (backend.write === undefined) throw new NotTested(`the store cannot hold ${what}`);
  const ref = await subject.fresh();
  await expectFailure(backend, backend.write(ref, value, unhurried()), 'INVALID_VALUE', 'UNSUPPORTED');
  expectMissing(await subject.find(ref), 'the write was refused');
}
