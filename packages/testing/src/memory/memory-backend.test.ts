import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { ManualClock } from '../manual-clock.js';
import { memory } from './memory-backend.js';
import { MemoryContents } from './memory-contents.js';
import { memoryName } from './memory-name.js';

const options = { signal: new AbortController().signal };
const hello = { kind: 'variable', id: 'hello' } as const;

describe('MemoryBackend', () => {
  it('holds what it was given, by the text form of its reference', async () => {
    const backend = memory({ secrets: { 'variable/hello': 'world', 'secret/a%40b': Uint8Array.of(0xff) } });
    expect(await backend.find(hello, options)).to.include({
      value: 'world',
      name: 'variable/hello',
      version: '1',
    });
    const found = await backend.find({ kind: 'secret', id: 'a@b' }, options);
    expect(found?.value).to.deep.equal(Uint8Array.of(0xff));
  });

  it('refuses a key that is no reference', () => {
    expect(() => memory({ secrets: { hello: 'world' } }))
      .to.throw(SecretsError)
      .with.property('code', 'INVALID_REFERENCE');
  });

  it('follows its contents, which several backends may share', async () => {
    const contents = new MemoryContents();
    const [one, other] = [memory({ contents }), memory({ contents, name: 'other' })];
    await one.write(hello, 'world', options);
    expect((await other.find(hello, options))?.value).to.equal('world');
    contents.delete('variable/hello');
    expect(await other.find(hello, options)).to.equal(undefined);
  });

  it('tells when a version was created, by its clock', async () => {
    const clock = new ManualClock(1_000);
    const backend = memory({ clock, secrets: { 'variable/hello': 'one' } });
    await clock.advance(500);
    backend.contents.set(hello, 'two');
    expect((await backend.describe(hello, options)) ?? {}).to.deep.include({
      version: '2',
      createdAt: new Date(1_000),
      updatedAt: new Date(1_500),
    });
  });

  it('denies what is disabled until it is set again', async () => {
    const backend = memory({ secrets: { 'variable/hello': 'world' } });
    backend.contents.disable('variable/hello');
    const [result] = await backend.findMany([hello], options);
    expect(result).to.have.nested.property('error.code', 'ACCESS_DENIED');
    backend.contents.set('variable/hello', 'again');
    expect((await backend.find(hello, options))?.value).to.equal('again');
  });

  it('shows no value when it is printed', () => {
    const backend = memory({ secrets: { 'variable/hello': 'do not show' } });
    expect(JSON.stringify(backend)).to.not.include('do not show');
  });

  it('gives no two references one name', () => {
    const part = fc.stringMatching(/^[ab@%/]{1,4}$/);
    const ref = fc.record(
      { kind: fc.constantFrom('variable' as const, 'secret' as const), id: part, team: part },
      { requiredKeys: ['kind', 'id'] },
    );
    fc.assert(
      fc.property(ref, ref, (one, other) => {
        const isSame = one.kind === other.kind && one.id === other.id && one.team === other.team;
        expect(memoryName(one) === memoryName(other)).to.equal(isSame);
      }),
    );
  });
});
