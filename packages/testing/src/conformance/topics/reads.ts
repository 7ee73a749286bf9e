import assert from 'node:assert/strict';
import type { SecretKind } from '@chatelaine/core';
import type { Topic } from '../conformance-case.js';
import { expectMissing, expectValue } from '../expectations.js';
import { expectRefused } from '../refused-values.js';
import type { Subject } from '../subject.js';

const UNICODE = 'héllo wörld · שלום · 漢字 · 👩‍👩‍👧 · e\u0301 · \u{1f511}';
const EVERY_BYTE = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
const UNTRIED_BYTES = 64 * 1024;

/** A value that every kind can hold. */
const valueFor = (kind: SecretKind): string =>
  kind === 'connection' ? 'postgres://scott:tiger@db.example:5432/app' : `the value of a ${kind}`;

export const reads: Topic = {
  name: 'A read',
  cases: {
    'finds what is there, of every kind that is looked up': async (subject) => {
      for (const kind of await subject.kinds()) {
        const ref = await subject.seeded(valueFor(kind), kind);
        expectValue(await subject.find(ref), valueFor(kind));
      }
    },
    'gives undefined for what was never there, of every kind': async (subject) => {
      for (const kind of ['variable', 'connection', 'config', 'secret'] as const)
        expectMissing(await subject.find(await subject.fresh(kind)), 'nothing is there');
    },
    'gives undefined for what was taken away': async (subject) => {
      const ref = await subject.seeded('soon gone');
      expectValue(await subject.find(ref), 'soon gone');
      await subject.harness.unseed(ref);
      expectMissing(await subject.find(ref), 'it was taken away');
    },
    'gives the newest value, not one that it remembers': async (subject) => {
      const ref = await subject.seeded('before');
      expectValue(await subject.find(ref), 'before');
      await subject.seed(ref, 'after');
      expectValue(await subject.find(ref), 'after');
    },
    'tells the kinds apart under one id': async (subject) => {
      const { id } = await subject.fresh();
      const kinds = await subject.kinds();
      for (const kind of kinds) await subject.seed({ kind, id }, valueFor(kind));
      for (const kind of kinds) expectValue(await subject.find({ kind, id }), valueFor(kind));
    },
    'tells when it was created and when it expires as dates, where it tells': async (subject) => {
      const { createdAt, expiresAt } = (await subject.find(await subject.seeded('x'))) ?? {};
      for (const date of [createdAt, expiresAt])
        assert.ok(date === undefined || !Number.isNaN(date.getTime()), 'a date is no date');
    },
    'gives bytes that are the caller’s own': async (subject) => {
      const ref = await subject.seeded('untouched');
      const found = await subject.find(ref);
      if (found?.value instanceof Uint8Array) found.value.fill(0);
      expectValue(await subject.find(ref), 'untouched');
    },
    'keeps several lines, and the line end at the end': keeps('-----BEGIN-----\nline two\r\n\n\tline five\n'),
    'keeps every script and emoji': keeps(UNICODE),
    'keeps spaces around a value': keeps('  two spaces on each side  '),
    'keeps quotes, signs of shells and of markup': keeps(
      `"it's" \\ $HOME \`id\` <b>&amp;</b> %41 a=b#c: [x], {y}`,
    ),
    'keeps a text that looks like JSON': keeps('{"value": "inner", "conn_uri": "x://y", "list": [1, null]}'),
    'keeps a text that looks like a number, null or a date': async (subject) => {
      for (const text of ['0123', '1e5', 'null', 'true', '2024-01-01', '~']) await keeps(text)(subject);
    },
    'never expands a reference inside a value': keeps('${env:HOME} ${file:/etc/passwd} {{ x }} $(id)'),
    'finds the empty text, which is not missing': async (subject) => {
      if (!subject.harness.capabilities.empty) return expectRefused(subject, '', 'the empty text');
      await keeps('')(subject);
    },
    'keeps bytes that are no text': async (subject) => {
      if (!subject.harness.capabilities.binary) return expectRefused(subject, EVERY_BYTE, 'bytes');
      expectValue(await subject.find(await subject.seeded(EVERY_BYTE)), EVERY_BYTE);
    },
    'keeps the largest value': async (subject) => {
      const bytes = subject.harness.capabilities.maxBytes ?? UNTRIED_BYTES;
      await keeps('0123456789abcdef'.repeat(Math.ceil(bytes / 16)).slice(0, bytes))(subject);
    },
  },
};

function keeps(value: string): (subject: Subject) => Promise<void> {
  return async (subject) => expectValue(await subject.find(await subject.seeded(value)), value);
}
