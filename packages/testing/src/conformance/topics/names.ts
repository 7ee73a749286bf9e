import assert from 'node:assert/strict';
import type { SecretRef, SecretsBackend } from '@chatelaine/core';
import { checkSecretRef, SecretsError } from '@chatelaine/core';
import { NotTested, type Topic } from '../conformance-case.js';
import { expectCode, expectMissing, expectValue, failureOf } from '../expectations.js';
import { isHere, methodOf, type Subject, unhurried } from '../subject.js';

/** Ids that would reach another secret, or more than a secret, where they are not encoded or refused. */
const HOSTILE: readonly ((victim: string) => string)[] = [
  () => '..',
  () => '.',
  (victim) => `../${victim}`,
  (victim) => `x/../${victim}`,
  (victim) => `./${victim}`,
  (victim) => `/${victim}`,
  (victim) => `${victim}/`,
  (victim) => `//${victim}`,
  (victim) => `..\\${victim}`,
  (victim) => `${victim}\\`,
  (victim) => `%2e%2e%2f${victim}`,
  (victim) => `%2e/${victim}`,
  (victim) => `${victim}%00`,
  (victim) => `${victim}%20`,
  (victim) => `${victim}?x=1`,
  (victim) => `${victim}#x`,
  (victim) => `${victim};x`,
  (victim) => `${victim}&x=1`,
  (victim) => ` ${victim}`,
  (victim) => `${victim} `,
  (victim) => `${victim}\u200b`,
  (victim) => `${victim}\u{1f511}`,
  (victim) => `${victim}*`,
  (victim) => `{${victim}}`,
  (victim) => `"${victim}"`,
  (victim) => `$(${victim})`,
  (victim) => `${victim}=${victim}`,
  (victim) => `${victim},x`,
  (victim) => `${victim}:x`,
  (victim) => `${victim}@1`,
  () => '__proto__',
  () => 'constructor',
  (victim) => victim.padEnd(250, 'x'),
];
/** Ids that core refuses and that a backend may be handed all the same. */
const UNSOUND: readonly ((victim: string) => string)[] = [
  () => '',
  (victim) => `${victim}\n`,
  (victim) => `${victim}\r\nx: y`,
  (victim) => `${victim}\0`,
  (victim) => `${victim}\u007f`,
  (victim) => victim.padEnd(5_000, 'x'),
];

export const names: Topic = {
  name: 'A name',
  cases: {
    'that is hostile is not here or is an ordinary name, and reaches no other secret': async (subject) => {
      const victim = await subject.seeded('the value of the victim');
      const backend = await subject.backend();
      for (const id of HOSTILE.map((make) => make(victim.id))) {
        const ref = { kind: victim.kind, id };
        if (isOnePlace(backend, ref, victim)) continue;
        expectMissing(await subject.find(ref), `nothing is under ${JSON.stringify(id)}`);
      }
      expectValue(await subject.find(victim), 'the value of the victim');
    },
    'that core would refuse is not here or refused, and reaches no other secret': async (subject) => {
      const victim = await subject.seeded('the value of the victim');
      for (const id of UNSOUND.map((make) => make(victim.id)))
        await expectNotFound(subject, { kind: victim.kind, id });
    },
    'that is strange and that the store takes, holds a value of its own': async (subject) => {
      const victim = await subject.seeded('the value of the victim');
      const backend = await subject.backend();
      if (backend.locate === undefined) throw new NotTested('the backend does not tell its names');
      for (const id of HOSTILE.map((make) => make(victim.id))) {
        const ref = checkSecretRef({ kind: victim.kind, id });
        if (!isHere(backend, ref) || isOnePlace(backend, ref, victim)) continue;
        await subject.seed(ref, `the value of ${id}`);
        expectValue(await subject.find(ref), `the value of ${id}`);
        await subject.harness.unseed(ref);
      }
      expectValue(await subject.find(victim), 'the value of the victim');
    },
    'that the store cannot have costs no request': async (subject) => {
      const { id } = await subject.fresh();
      const backend = await subject.backend();
      await subject.find(await subject.fresh());
      for (const make of [...HOSTILE, ...UNSOUND]) {
        const ref = { kind: 'variable', id: make(id) } as const;
        if (!couldBeHere(backend, ref)) await expectNoRequest(subject, () => expectNotFound(subject, ref));
      }
    },
    'is told by locate as it is found, without a request': async (subject) => {
      const backend = await subject.backend();
      const locate = methodOf(backend, 'locate');
      const ref = await subject.seeded('x');
      await expectNoRequest(subject, async () => void locate(ref));
      const location = locate(ref);
      assert.ok('names' in location, 'locate says that it is not here, and it is');
      const found = await subject.find(ref);
      assert.ok(
        location.names.includes(found?.name ?? ''),
        'the name of what was found is none that locate tells',
      );
    },
    'that cannot be here has a reason in locate': async (subject) => {
      const locate = methodOf(await subject.backend(), 'locate');
      const victim = await subject.fresh();
      for (const make of HOSTILE) {
        const location = locate({ kind: victim.kind, id: make(victim.id) });
        if ('notHere' in location)
          assert.ok(location.notHere.trim() !== '', 'the reason of "not here" is empty');
        else assert.ok(location.names.length > 0, 'locate tells no name and no reason');
      }
    },
  },
};

/** Fails unless the backend gives nothing or says that the reference cannot be right. */
async function expectNotFound(subject: Subject, ref: SecretRef): Promise<void> {
  const backend = await subject.backend();
  const work = backend.find(ref, unhurried());
  const answer = await work.catch((error: unknown) => (SecretsError.is(error) ? error : undefined));
  if (!SecretsError.is(answer))
    return expectMissing(await work, `nothing is under ${JSON.stringify(ref.id.slice(0, 60))}`);
  expectCode(await failureOf(work), 'INVALID_REFERENCE');
}

async function expectNoRequest(subject: Subject, work: () => Promise<unknown>): Promise<void> {
  const requests = await subject.requestsOf(work);
  assert.ok(requests === undefined || requests === 0, 'the store was asked for what cannot be there');
}

function couldBeHere(backend: SecretsBackend, ref: SecretRef): boolean {
  try {
    return isHere(backend, ref);
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_REFERENCE')) return false;
    throw error;
  }
}

function isOnePlace(backend: SecretsBackend, one: SecretRef, other: SecretRef): boolean {
  const identities = [one, other].map((ref) => placeOf(backend, ref));
  return identities[0] !== undefined && identities[0] === identities[1];
}

/** What is the same for two references exactly when the store keeps them in one place. */
export function placeOf(backend: SecretsBackend, ref: SecretRef): string | undefined {
  const location = backend.locate?.(ref);
  if (location === undefined || 'notHere' in location) return undefined;
  return location.identity ?? JSON.stringify(location.names);
}
