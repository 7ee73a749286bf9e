import assert from 'node:assert/strict';
import type { SecretRef, SecretValue, WrittenSecret } from '@chatelaine/core';
import { NotTested, type Topic } from '../conformance-case.js';
import {
  expectAborted,
  expectCode,
  expectFailure,
  expectMissing,
  expectSilent,
  expectValue,
  failureOf,
} from '../expectations.js';
import { isHere, methodOf, type Subject, unhurried } from '../subject.js';

export const writing: Topic = {
  name: 'A write',
  applies: ({ capabilities }) => capabilities.write,
  cases: {
    'is found afterwards, by every backend on the store': async (subject) => {
      for (const kind of await subject.kinds()) {
        const ref = await subject.fresh(kind);
        const written = await write(subject, ref, 'postgres://db.example/written');
        const found = await subject.find(ref, await subject.open());
        expectValue(found, 'postgres://db.example/written');
        assert.equal(written.name, found?.name, 'it was written under another name than it is found under');
      }
    },
    'takes the place of what was there': async (subject) => {
      const ref = await subject.seeded('before');
      await write(subject, ref, 'after');
      expectValue(await subject.find(ref), 'after');
    },
    'keeps several lines, every script and hostile signs': async (subject) => {
      const ref = await subject.fresh();
      const value = `one\r\n\ttwo\n"'\\ \${env:HOME} %41 héllo 漢字 \u{1f511}\n`;
      await write(subject, ref, value);
      expectValue(await subject.find(ref), value);
    },
    'of a name that the store cannot have is INVALID_REFERENCE': async (subject) => {
      const backend = await subject.backend();
      const { kind, id } = await subject.fresh();
      const illegal = [
        '..',
        `../${id}`,
        `${id} x`,
        `${id}/x`,
        `${id}?x`,
        `${id}\u{1f511}`,
        id.padEnd(250, 'x'),
      ].filter((other) => !isHere(backend, { kind, id: other }));
      if (illegal.length === 0) throw new NotTested('the store has a name for every id');
      for (const other of illegal) {
        const error = await failureOf(methodOf(backend, 'write')({ kind, id: other }, 'lost', unhurried()));
        expectCode(error, 'INVALID_REFERENCE');
        expectSilent(error, 'lost');
      }
    },
    'of a value that is too large fails, and the value is in no error': async (subject) => {
      const { maxBytes } = subject.harness.capabilities;
      if (maxBytes === undefined) throw new NotTested('the store states no largest value');
      const backend = await subject.backend();
      const ref = await subject.fresh();
      const value = 'too large '.repeat(Math.ceil(maxBytes / 10) + 1);
      const error = await expectFailure(
        backend,
        backend.write?.(ref, value, unhurried()) ?? Promise.resolve(),
        'INVALID_VALUE',
      );
      expectSilent(error, 'too large too large');
      expectMissing(await subject.find(ref), 'the write failed');
    },
    'is not begun for a caller who no longer waits': async (subject) => {
      const backend = await subject.backend();
      if (backend.supports?.local === true)
        throw new NotTested('it answers from this machine, and nobody waits');
      const ref = await subject.fresh();
      const work = methodOf(backend, 'write')(ref, 'x', { signal: AbortSignal.abort() });
      await expectAborted(work);
      expectMissing(await subject.find(ref), 'the write was aborted before it began');
    },
  },
};

export const byteWriting: Topic = {
  name: 'A write of bytes',
  applies: ({ capabilities }) => capabilities.write && capabilities.binary,
  cases: {
    'keeps bytes that are no text': async (subject) => {
      const ref = await subject.fresh();
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      await write(subject, ref, bytes);
      expectValue(await subject.find(ref), bytes);
    },
  },
};

export const versionWriting: Topic = {
  name: 'A write where there are versions',
  applies: ({ capabilities }) => capabilities.write && capabilities.versions,
  cases: {
    'gives the version that it became': async (subject) => {
      const ref = await subject.fresh();
      const first = await write(subject, ref, 'one');
      const second = await write(subject, ref, 'two');
      assert.ok(first.version !== undefined && second.version !== undefined, 'a write gives no version');
      expectValue(await subject.find({ ...ref, version: first.version }), 'one');
      expectValue(await subject.find({ ...ref, version: second.version }), 'two');
      assert.equal((await subject.find(ref))?.version, second.version);
    },
  },
};

async function write(subject: Subject, ref: SecretRef, value: SecretValue): Promise<WrittenSecret> {
  return methodOf(await subject.backend(), 'write')(ref, value, unhurried());
}
