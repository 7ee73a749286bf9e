import { expect } from 'chai';
import { kubernetes } from './kubernetes-backend.js';
import { caught } from './test-kit/caught.js';

const unhurried = () => ({ signal: new AbortController().signal });

describe('KubernetesBackend', () => {
  const untouched = () =>
    kubernetes({
      secretsPrefix: null,
      access: () => {
        throw new Error('It was asked.');
      },
    });

  it('asks nobody for what cannot be in the namespace', async () => {
    const backend = untouched();
    const refs = [
      { kind: 'secret', id: 'db' },
      { kind: 'variable', id: 'a b' },
      { kind: 'variable', id: 'x', version: '1' },
    ] as const;
    for (const ref of refs) {
      expect(await backend.find(ref, unhurried())).to.equal(undefined);
      expect(await backend.describe?.(ref, unhurried())).to.equal(undefined);
      expect(await backend.remove?.(ref, unhurried())).to.equal(false);
      const refused = backend.write?.(ref, 'x', unhurried()) ?? Promise.resolve();
      expect(await caught(refused)).to.have.property('code', 'INVALID_REFERENCE');
    }
    expect(await backend.findMany?.(refs, unhurried())).to.deep.equal(refs.map(() => ({ found: undefined })));
    for await (const entry of backend.list?.({ kind: 'secret' }, unhurried()) ?? [])
      expect(entry).to.equal(0);
  });

  it('says that it is closed', async () => {
    const backend = untouched();
    await backend.close?.();
    const read = backend.find({ kind: 'variable', id: 'x' }, unhurried());
    expect(await caught(read)).to.have.property('code', 'CLOSED');
    const watch = backend.watch?.(unhurried())[Symbol.asyncIterator]().next() ?? Promise.resolve();
    expect(await caught(watch)).to.have.property('code', 'CLOSED');
  });

  it('tells clusters apart without telling their addresses', () => {
    const open = (namespace: string) => kubernetes({ namespace, access: () => ({ server: 'https://x' }) });
    expect(open('a').place).to.equal(open('a').place).and.not.to.equal(open('b').place);
    expect(open('a-namespace').place).not.to.include('a-namespace');
  });
});
