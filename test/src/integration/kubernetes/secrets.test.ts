import type { FindOptions, SecretChange, SecretListing, SecretRef, SecretsBackend } from '@chatelaine/core';
import { type KubernetesOptions, kubernetes } from '@chatelaine/kubernetes';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import { KubeNamespace } from '../../support/kube-namespace.js';
import { type KubeApiServer, startKubeApiServer } from '../../support/servers/kube-apiserver.js';

const unhurried = (): FindOptions => ({ signal: new AbortController().signal });
const raw = (id: string): SecretRef => ({ kind: 'secret', id });
const LABEL = 'airflow.apache.org/variable-name';

describe('The Secrets of a namespace', function () {
  this.timeout(90_000);
  let server: KubeApiServer;
  let namespace: KubeNamespace;
  let namespaces = 0;
  const opened: SecretsBackend[] = [];

  const open = (options: KubernetesOptions = {}): SecretsBackend => {
    const access = () => ({ server: server.url, ca: server.ca, token: server.adminToken });
    const backend = kubernetes({ namespace: namespace.name, ...options, access });
    opened.push(backend);
    return backend;
  };
  const read = async (backend: SecretsBackend, ref: SecretRef): Promise<unknown> =>
    (await backend.find(ref, unhurried()))?.value;
  const listed = async (backend: SecretsBackend, kind: SecretRef['kind']): Promise<string[]> => {
    const entries: SecretListing[] = [];
    for await (const entry of backend.list?.({ kind }, unhurried()) ?? []) entries.push(entry);
    return entries.map(({ ref }) => ref.id).sort();
  };

  before(async function () {
    server = await startKubeApiServer(this);
  });
  beforeEach(async () => {
    namespaces += 1;
    namespace = await KubeNamespace.create(server, `secrets-${namespaces}`);
  });
  after(async () => {
    for (const backend of opened) await backend.close?.();
    await server?.stop();
  });

  describe('by name', () => {
    it('are NAME/KEY, and NAME alone stands for its key "value"', async () => {
      await namespace.put('db', { username: 'scott', password: 'tiger', value: 'both' });
      const backend = open();
      expect(await read(backend, raw('db/username'))).to.equal('scott');
      expect(await read(backend, raw('db'))).to.equal('both');
      expect(await read(backend, raw('db/value'))).to.equal('both');
      expect(backend.locate?.(raw('db'))).to.deep.equal(backend.locate?.(raw('db/value')));
      expect(await read(backend, raw('db/nothing'))).to.equal(undefined);
    });

    it('are read by one request for all keys of a Secret, so that they belong together', async () => {
      await namespace.put('db', { username: 'scott', password: 'tiger' });
      const results = await open().findMany?.([raw('db/username'), raw('db/password')], unhurried());
      const found = results?.map((result) => ('found' in result ? result.found : undefined));
      expect(found?.map((one) => one?.value)).to.deep.equal(['scott', 'tiger']);
      expect(new Set(found?.map((one) => one?.version)).size).to.equal(1);
    });

    it('stand behind a prefix, which may be a whole Secret', async () => {
      await namespace.put('app-db', { value: 'x' });
      await namespace.put('app', { db: 'y' });
      expect(await read(open({ secretsPrefix: 'app-' }), raw('db'))).to.equal('x');
      expect(await read(open({ secretsPrefix: 'app/' }), raw('db'))).to.equal('y');
      expect(await listed(open({ secretsPrefix: 'app/' }), 'secret')).to.deep.equal(['db']);
    });

    it('are listed under the shortest id that finds them', async () => {
      await namespace.put('db', { username: 'scott', value: 'x' });
      expect(await listed(open(), 'secret')).to.deep.equal(['db', 'db/username']);
    });

    it('lose one key when it is removed, and are gone with the last', async () => {
      await namespace.put('db', { username: 'scott', password: 'tiger' });
      const backend = open();
      expect(await backend.remove?.(raw('db/username'), unhurried())).to.equal(true);
      expect(await read(backend, raw('db/password'))).to.equal('tiger');
      expect(await backend.remove?.(raw('db/username'), unhurried())).to.equal(false);
      expect(await backend.remove?.(raw('db/password'), unhurried())).to.equal(true);
      expect(await namespace.get('db')).to.have.property('status', 404);
    });

    it('lose each key once when many are removed at the same time', async () => {
      const keys = ['a', 'b', 'c', 'd'];
      await namespace.put('db', Object.fromEntries(keys.map((key) => [key, key])));
      const backend = open();
      const removed = await Promise.all(keys.map((key) => backend.remove?.(raw(`db/${key}`), unhurried())));
      expect(removed).to.deep.equal([true, true, true, true]);
      expect(await namespace.get('db')).to.have.property('status', 404);
    });

    it('keep their other keys and labels when one key is written', async () => {
      await namespace.put('db', { username: 'scott' }, { owner: 'us' });
      const backend = open();
      await backend.write?.(raw('db/password'), 'tiger', unhurried());
      expect(await read(backend, raw('db/username'))).to.equal('scott');
      const described = await backend.describe?.(raw('db/password'), unhurried());
      expect(described?.tags).to.deep.equal({ owner: 'us' });
      expect(described?.createdAt).to.be.a('date');
      expect(described?.updatedAt).to.be.a('date');
    });
  });

  describe("by Airflow's labels", () => {
    it('are found by the label, whatever their names are', async () => {
      await namespace.put('any-name', { value: 'hi' }, { [LABEL]: 'Hello_World' });
      expect(await read(open(), { kind: 'variable', id: 'Hello_World' })).to.equal('hi');
      expect(await read(open(), { kind: 'variable', id: 'hello_world' })).to.equal(undefined);
    });

    it('are refused when several carry one label, in a batch too, which the others survive', async () => {
      await namespace.put('one', { value: '1' }, { [LABEL]: 'twice' });
      await namespace.put('two', { value: '2' }, { [LABEL]: 'twice' });
      await namespace.put('three', { value: '3' }, { [LABEL]: 'once' });
      const twice: SecretRef = { kind: 'variable', id: 'twice' };
      const backend = open();
      const error = await caught(read(backend, twice));
      expect(error).to.include({ code: 'INVALID_VALUE' });
      expect(error.message).to.equal(
        `kubernetes: several Secrets carry the label "${LABEL}=twice". Remove the label from all but one.`,
      );
      const results = await backend.findMany?.([twice, { kind: 'variable', id: 'once' }], unhurried());
      expect(results?.[0]).to.have.nested.property('error.code', 'INVALID_VALUE');
      expect(results?.[1]).to.have.nested.property('found.value', '3');
      await caught(backend.write?.(twice, 'x', unhurried()) ?? Promise.resolve());
      expect(await caught(backend.remove?.(twice, unhurried()) ?? Promise.resolve())).to.have.property(
        'code',
        'INVALID_VALUE',
      );
    });

    it('take other labels and data keys', async () => {
      await namespace.put('x', { uri: 'hi' }, { 'example.com/var': 'hello' });
      const backend = open({ variablesLabel: 'example.com/var', variablesDataKey: 'uri' });
      expect(await read(backend, { kind: 'variable', id: 'hello' })).to.equal('hi');
      expect(await listed(backend, 'variable')).to.deep.equal(['hello']);
    });

    it('are created with the label, and by two who write at once only once', async () => {
      const ref: SecretRef = { kind: 'variable', id: 'New_One' };
      const backend = open();
      await Promise.all(['a', 'b', 'c', 'd'].map((value) => backend.write?.(ref, value, unhurried())));
      expect(await listed(backend, 'variable')).to.deep.equal(['New_One']);
      expect(await listed(backend, 'secret')).to.have.length(1);
      expect(['a', 'b', 'c', 'd']).to.include(await read(backend, ref));
    });

    it('are asked for no kind whose label is null', async () => {
      await namespace.put('x', { value: 'hi' }, { [LABEL]: 'hello' });
      const backend = open({ variablesLabel: null });
      expect(await read(backend, { kind: 'variable', id: 'hello' })).to.equal(undefined);
      expect(await listed(backend, 'variable')).to.deep.equal([]);
    });
  });

  it('refuse more than 1 MiB together, an immutable Secret and a namespace that is not there', async () => {
    await namespace.put('full', { value: Buffer.alloc(1_000_000) });
    await namespace.put('fixed', { value: 'x' }, {}, { immutable: true });
    const write = (id: string, value: Uint8Array | string, options = {}) =>
      caught(open(options).write?.(raw(id), value, unhurried()) ?? Promise.resolve());
    expect(await write('full/more', Buffer.alloc(100_000))).to.have.property('code', 'INVALID_VALUE');
    expect(await write('fresh', Buffer.alloc(1_048_577))).to.have.property('code', 'INVALID_VALUE');
    expect(await write('fixed', 'y')).to.have.property('code', 'UNSUPPORTED');
    const nowhere = await write('x', 'y', { namespace: 'nowhere' });
    expect(nowhere).to.deep.include({ code: 'INVALID_CONFIG', field: ['namespace'] });
  });

  describe('while they are watched', () => {
    /** The names that a watch tells of until it has told so many, after the one that has none. */
    async function told(backend: SecretsBackend, count: number, change: () => Promise<unknown>) {
      const controller = new AbortController();
      const changes = backend.watch?.({ signal: controller.signal })[Symbol.asyncIterator]();
      expect(await changes?.next()).to.deep.equal({ done: false, value: {} });
      const [, names] = await Promise.all([
        change(),
        (async () => {
          const seen: (string | undefined)[] = [];
          while (seen.length < count) {
            const step: IteratorResult<SecretChange> | undefined = await changes?.next();
            if (step === undefined || step.done === true) break;
            seen.push(step.value.name);
          }
          return seen;
        })(),
      ]);
      controller.abort();
      await changes?.return?.();
      return names.sort();
    }

    it('tell every name of what was created, changed and deleted', async () => {
      const ref: SecretRef = { kind: 'variable', id: 'hello' };
      const names = await told(open(), 6, async () => {
        await namespace.put('x', { value: '1' }, { [LABEL]: ref.id });
        await namespace.put('x', { value: '2' }, { [LABEL]: ref.id });
        await namespace.delete('x');
      });
      expect(names).to.deep.equal([...Array(3).fill(`${LABEL}=hello`), ...Array(3).fill('x/value')]);
    });

    it('tell the names that a change takes away', async () => {
      await namespace.put('x', { old: '1' }, { [LABEL]: 'before' });
      const names = await told(open(), 4, () => namespace.put('x', { new: '1' }, { [LABEL]: 'after' }));
      expect(names).to.deep.equal([`${LABEL}=after`, `${LABEL}=before`, 'x/new', 'x/old']);
    });
  });
});
