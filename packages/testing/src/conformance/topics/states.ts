import { orNotTested, type Topic } from '../conformance-case.js';
import { expectFailure, expectSilent } from '../expectations.js';
import { methodOf, unhurried } from '../subject.js';

const VALUE = 'a value that no error may show';

export const states: Topic = {
  name: 'A refusal',
  cases: {
    'of a disabled secret is ACCESS_DENIED': async (subject) => {
      const disable = orNotTested(subject.harness.disable);
      const ref = await subject.seeded(VALUE);
      await disable(ref);
      const backend = await subject.backend();
      expectSilent(await expectFailure(backend, backend.find(ref, unhurried()), 'ACCESS_DENIED'), VALUE);
    },
    'of an identity without the right is ACCESS_DENIED': async (subject) => {
      const open = orNotTested(subject.harness.openDenied);
      const ref = await subject.seeded(VALUE);
      const backend = await subject.opened(open());
      expectSilent(await expectFailure(backend, backend.find(ref, unhurried()), 'ACCESS_DENIED'), VALUE);
    },
    'of an identity that is not known is UNAUTHENTICATED': async (subject) => {
      const open = orNotTested(subject.harness.openUnauthenticated);
      const ref = await subject.seeded(VALUE);
      const backend = await subject.opened(open());
      expectSilent(await expectFailure(backend, backend.find(ref, unhurried()), 'UNAUTHENTICATED'), VALUE);
    },
    'of an identity that is not known fails a probe': async (subject) => {
      const open = orNotTested(subject.harness.openUnauthenticated);
      const backend = await subject.opened(open());
      await expectFailure(backend, methodOf(backend, 'probe')(unhurried()), 'UNAUTHENTICATED');
    },
    'is not met by a probe of who is admitted': async (subject) => {
      await methodOf(await subject.backend(), 'probe')(unhurried());
    },
  },
};
