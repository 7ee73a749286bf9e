import { expect } from 'chai';
import type { SecretsBackend } from './backend.js';
import { ref } from './test-kit/fake-backend.js';
import { wrapBackend } from './wrap-backend.js';

const signal = new AbortController().signal;

class Everything implements SecretsBackend {
  readonly name = 'everything';
  readonly place = 'https://vault.example';
  readonly supports = { versions: true };
  readonly asked: string[] = [];
  locate = (reference: { id: string }) => ({ names: [reference.id] });
  async find({ id }: { id: string }) {
    this.asked.push(`find ${id}`);
    return undefined;
  }
  async findMany(refs: readonly { id: string }[]) {
    this.asked.push(`findMany ${refs.map(({ id }) => id).join()}`);
    return refs.map(() => ({ found: undefined }));
  }
  async *list() {
    yield* [];
  }
  async describe({ id }: { id: string }) {
    this.asked.push(`describe ${id}`);
    return undefined;
  }
  async write({ id }: { id: string }) {
    this.asked.push(`write ${id}`);
    return { name: id };
  }
  async remove({ id }: { id: string }) {
    this.asked.push(`remove ${id}`);
    return true;
  }
  async *watch() {
    this.asked.push('watch');
    yield { name: 'x' };
  }
  async probe() {
    this.asked.push('probe');
  }
  async close() {
    this.asked.push('close');
  }
}

describe('A wrapped backend', () => {
  it('has every method that the inner one has', async () => {
    const inner = new Everything();
    const outer = wrapBackend(inner, {
      name: 'outer',
      reference: (reference) => ({ ...reference, id: `team/${reference.id}` }),
    });
    const reference = ref('secret', 'x');
    await outer.find(reference, { signal });
    await outer.findMany?.([reference], { signal });
    await outer.describe?.(reference, { signal });
    await outer.write?.(reference, 'v', { signal });
    await outer.remove?.(reference, { signal });
    for await (const change of outer.watch?.({ signal }) ?? []) expect(change).to.deep.equal({ name: 'x' });
    await outer.probe?.({ signal });
    await outer.close?.();
    expect(inner.asked).to.deep.equal([
      'find team/x',
      'findMany team/x',
      'describe team/x',
      'write team/x',
      'remove team/x',
      'watch',
      'probe',
      'close',
    ]);
    expect(outer.locate?.(reference)).to.deep.equal({ names: ['team/x'] });
    expect(outer).to.include({ name: 'outer', place: 'https://vault.example' });
    expect(outer.supports).to.deep.equal({ versions: true });
    expect(outer.list).to.be.a('function');
  });

  it('has none that the inner one has not', () => {
    const outer = wrapBackend({ name: 'small', find: async () => undefined }, {});
    expect(Object.keys(outer)).to.deep.equal(['name', 'find']);
  });
});
