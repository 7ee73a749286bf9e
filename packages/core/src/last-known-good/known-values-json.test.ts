import { expect } from 'chai';
import * as fc from 'fast-check';
import type { KnownEntry } from './known-values.js';
import { readKnownValues, writeKnownValues } from './known-values-json.js';

const part = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 250 })
  .filter((text) => !text.includes('@'));
const time = fc.date({ noInvalidDate: true });
const ref = fc.record(
  {
    kind: fc.constantFrom('connection', 'variable', 'config', 'secret'),
    id: part,
    version: part,
    team: part,
  },
  { requiredKeys: ['kind', 'id'] },
);
const value = fc.record(
  {
    value: fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.uint8Array()),
    backend: fc.string(),
    name: fc.string({ unit: 'grapheme' }),
    version: fc.string(),
    createdAt: time,
    expiresAt: time,
    contentType: fc.string(),
    fetchedAt: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  },
  { requiredKeys: ['value', 'backend', 'name', 'fetchedAt'] },
);
const plain = (entries: unknown) => JSON.parse(JSON.stringify(entries)) as unknown;

describe('Known values as JSON', () => {
  it('come back as they were, text as text and bytes as bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ ref, value }), { maxLength: 5 }), (entries) => {
        const { json, left } = writeKnownValues(entries as KnownEntry[], 1_000_000);
        expect(left).to.equal(0);
        const read = readKnownValues(json);
        expect(plain(read)).to.deep.equal(plain(entries));
        for (const [index, entry] of entries.entries())
          expect(read?.[index]?.value.value).to.deep.equal(entry.value.value);
      }),
    );
  });

  it('keep a lone surrogate', () => {
    const entry: KnownEntry = {
      ref: { kind: 'secret', id: 'a' },
      value: { value: 'a\ud800b', backend: 'vault', name: 'a', fetchedAt: 1 },
    };
    expect(readKnownValues(writeKnownValues([entry], 1_000).json)?.[0]?.value.value).to.equal('a\ud800b');
  });

  it('are as many as fit, the first ones', () => {
    const entries = Array.from(
      { length: 10 },
      (_unused, index): KnownEntry => ({
        ref: { kind: 'secret', id: `id${index}` },
        value: { value: 'é'.repeat(100), backend: 'vault', name: 'a', fetchedAt: index },
      }),
    );
    const whole = writeKnownValues(entries, 1_000_000).json.length;
    for (const most of [whole, whole / 2, 10]) {
      const { json, left } = writeKnownValues(entries, Math.floor(most));
      expect(json.length).to.be.at.most(most);
      expect(readKnownValues(json)?.map((entry) => entry.ref.id)).to.deep.equal(
        entries.slice(0, 10 - left).map((entry) => entry.ref.id),
      );
    }
    expect(writeKnownValues(entries, 10).left).to.equal(10);
  });

  for (const text of [
    '',
    'null',
    '{}',
    '[null]',
    '[{}]',
    '[{"ref":{"kind":"secret","id":"a"}}]',
    '[{"ref":{"kind":"secret","id":"a"},"backend":"v","name":"a","fetchedAt":1}]',
    '[{"ref":{"kind":"secret","id":"a"},"backend":"v","name":"a","fetchedAt":null,"text":"x"}]',
    '[{"ref":{"kind":"none","id":"a"},"backend":"v","name":"a","fetchedAt":1,"text":"x"}]',
  ]) {
    it(`are none in ${text || 'nothing'}`, () => {
      expect(readKnownValues(Buffer.from(text))).to.equal(undefined);
    });
  }
});
