import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createSecrets, type ProviderContext, type SecretsBackend } from '@chatelaine/core';
import { type KubernetesOptions, kubernetes } from '@chatelaine/kubernetes';
import { expect } from 'chai';
import { caught } from '../../support/caught.js';
import { KubeNamespace } from '../../support/kube-namespace.js';
import { type KubeApiServer, startKubeApiServer } from '../../support/servers/kube-apiserver.js';

describe('A log-in to a Kubernetes API server', function () {
  this.timeout(90_000);
  let server: KubeApiServer;
  let namespace: KubeNamespace;
  let other: KubeNamespace;
  let folder: string;
  const opened: SecretsBackend[] = [];

  const open = (options: KubernetesOptions, context: Partial<ProviderContext> = {}): SecretsBackend => {
    const backend = kubernetes(options, { directory: folder, env: {}, ...context });
    opened.push(backend);
    return backend;
  };
  const read = async (backend: SecretsBackend, id = 'greeting'): Promise<unknown> =>
    (await backend.find({ kind: 'secret', id }, { signal: new AbortController().signal }))?.value;
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return name;
  };

  before(async function () {
    server = await startKubeApiServer(this);
    namespace = await KubeNamespace.create(server, 'team-a');
    other = await KubeNamespace.create(server, 'team-b');
    await namespace.put('greeting', { value: 'hello from a' });
    await other.put('greeting', { value: 'hello from b' });
    await namespace.account('app', ['get', 'list']);
    await namespace.account('idle', []);
    folder = await mkdtemp(join(tmpdir(), 'kube-log-in-'));
    await file('ca.crt', server.ca);
  });

  after(async () => {
    for (const backend of opened) await backend.close?.();
    await server?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  describe('in a pod', () => {
    const pod = (): Partial<ProviderContext> => ({
      env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) },
    });

    it('uses the projected token, the authority and the namespace that Kubernetes mounts', async () => {
      await file('namespace', 'team-a');
      await file('token', await namespace.token('app'));
      expect(await read(open({ serviceAccountFolder: '.' }, pod()))).to.equal('hello from a');
    });

    it('reads a replaced token when the old one is refused, and repeats the read', async () => {
      await file('namespace', 'team-a');
      await file('token', await namespace.token('app'));
      const backend = open({ serviceAccountFolder: '.' }, pod());
      expect(await read(backend)).to.equal('hello from a');
      await namespace.revoke('app');
      await namespace.account('app-again', ['get', 'list']);
      await file('token', await namespace.token('app-again'));
      expect(await read(backend)).to.equal('hello from a');
      await namespace.account('app', ['get', 'list']);
    });

    it('says which file is missing', async () => {
      const error = await caught(read(open({ serviceAccountFolder: 'nowhere' }, pod())));
      expect(error).to.include({ code: 'INVALID_CONFIG' });
      expect(error.message).to.match(
        /^kubernetes: the file "[a-z.]+" of the pod's service account does not exist/,
      );
    });

    it('says that an environment names no API server', async () => {
      const error = await caught(
        read(open({ serviceAccountFolder: '.' }, { env: { KUBERNETES_SERVICE_HOST: 'bad host' } })),
      );
      expect(error.message).to.match(
        /KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT name no API server/,
      );
      expect(error.message).not.to.include('bad host');
    });
  });

  describe('by a kubeconfig', () => {
    const kubeconfig = (user: object, more: object = {}): string =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'a',
        contexts: [
          { name: 'a', context: { cluster: 'local', user: 'me', namespace: 'team-a' } },
          { name: 'b', context: { cluster: 'local', user: 'me', namespace: 'team-b' } },
        ],
        clusters: [{ name: 'local', cluster: { server: server.url, 'certificate-authority': 'ca.crt' } }],
        users: [{ name: 'me', user }],
        ...more,
      });

    it('uses the token and namespace of the current context', async () => {
      await file('config', kubeconfig({ token: server.adminToken }));
      expect(await read(open({ kubeconfig: 'config' }))).to.equal('hello from a');
    });

    it('uses another context, and another namespace, when the options name them', async () => {
      await file('config', kubeconfig({ token: server.adminToken }));
      expect(await read(open({ kubeconfig: 'config', context: 'b' }))).to.equal('hello from b');
      expect(await read(open({ kubeconfig: 'config', namespace: 'team-b' }))).to.equal('hello from b');
    });

    it('uses a token in a file beside it', async () => {
      await file('app-token', `${await namespace.token('app')}\n`);
      await file('config', kubeconfig({ tokenFile: 'app-token' }));
      expect(await read(open({ kubeconfig: 'config' }))).to.equal('hello from a');
    });

    it('uses a client certificate, in it or in files beside it', async () => {
      const data = (text: string) => Buffer.from(text).toString('base64');
      const inside = {
        'client-certificate-data': data(server.clientCertificate),
        'client-key-data': data(server.clientKey),
      };
      await file('config', kubeconfig(inside));
      expect(await read(open({ kubeconfig: 'config' }))).to.equal('hello from a');
      await file('client.pem', server.clientCertificate);
      await file('client.key', server.clientKey);
      await file('config', kubeconfig({ 'client-certificate': 'client.pem', 'client-key': 'client.key' }));
      expect(await read(open({ kubeconfig: 'config' }))).to.equal('hello from a');
    });

    it('takes the files that KUBECONFIG lists together', async () => {
      const first = await file('first', JSON.stringify({ 'current-context': 'b' }));
      const second = await file('second', kubeconfig({ token: server.adminToken }));
      const env = { KUBECONFIG: [first, 'not-there', second].join(delimiter) };
      expect(await read(open({}, { env }))).to.equal('hello from b');
    });

    it('looks in the home folder when nothing else names one', async () => {
      const error = await caught(read(open({}, { env: { HOME: folder } })));
      expect(error).to.include({ code: 'INVALID_CONFIG' });
      expect(error.message).to.match(/this is no pod, and there is no kubeconfig/);
    });

    it('refuses by name what is not done here', async () => {
      for (const [user, word] of [
        [{ exec: { command: 'aws' } }, '"exec"'],
        [{ 'auth-provider': { name: 'gcp' } }, '"auth-provider"'],
        [{ username: 'me', password: 'x' }, '"username"'],
        [{ token: 'x', as: 'somebody' }, '"as"'],
      ] as const) {
        await file('config', kubeconfig(user));
        const error = await caught(read(open({ kubeconfig: 'config' })));
        expect(error).to.include({ code: 'INVALID_CONFIG' });
        expect(error.message).to.include(`${word} of the user in the kubeconfig`);
      }
      const unsafe = { server: server.url, 'insecure-skip-tls-verify': true };
      await file('config', kubeconfig({ token: 'x' }, { clusters: [{ name: 'local', cluster: unsafe }] }));
      const error = await caught(read(open({ kubeconfig: 'config' })));
      expect(error.message).to.include('"insecure-skip-tls-verify" of the cluster in the kubeconfig');
    });
  });

  describe('by a server and a credential', () => {
    it('uses a token', async () => {
      const token = await namespace.token('app');
      const options = { server: server.url, caFile: 'ca.crt', namespace: 'team-a', token };
      expect(await read(open(options))).to.equal('hello from a');
    });

    it('tells a wrong token, an identity without rights and an untrusted certificate apart', async () => {
      const options = { server: server.url, caFile: 'ca.crt', namespace: 'team-a' };
      const wrong = await caught(read(open({ ...options, token: 'wrong' })));
      expect(wrong).to.have.property('code', 'UNAUTHENTICATED');
      const denied = await caught(read(open({ ...options, token: await namespace.token('idle') })));
      expect(denied).to.have.property('code', 'ACCESS_DENIED');
      const elsewhere = { ...options, namespace: 'team-b', token: await namespace.token('app') };
      expect(await caught(read(open(elsewhere)))).to.have.property('code', 'ACCESS_DENIED');
      const untrusted = await caught(read(open({ server: server.url, namespace: 'team-a', token: 'x' })));
      expect(untrusted).to.have.property('code', 'UNAVAILABLE');
      expect(untrusted.message).to.include('Its certificate is not trusted here');
    });
  });

  it('needs no more rights than the page of the provider says', async () => {
    await namespace.put('labelled', { value: 'x' }, { 'airflow.apache.org/variable-name': 'hello' });
    await namespace.account('getter', ['get'], ['greeting']);
    await namespace.account('lister', ['list']);
    const as = async (account: string) =>
      open({
        server: server.url,
        caFile: 'ca.crt',
        namespace: 'team-a',
        token: await namespace.token(account),
      });
    const unhurried = { signal: new AbortController().signal };
    const variable = { kind: 'variable', id: 'hello' } as const;

    const getter = await as('getter');
    expect(await read(getter)).to.equal('hello from a');
    expect(await caught(read(getter, 'labelled'))).to.have.property('code', 'ACCESS_DENIED');
    expect(await caught(getter.find(variable, unhurried))).to.have.property('code', 'ACCESS_DENIED');

    const lister = await as('lister');
    expect(await lister.find(variable, unhurried)).to.include({ value: 'x' });
    await lister.probe?.(unhurried);
    expect(await caught(read(lister))).to.have.property('code', 'ACCESS_DENIED');
    const write = lister.write?.(variable, 'y', unhurried) ?? Promise.resolve();
    expect(await caught(write)).to.have.property('code', 'ACCESS_DENIED');
  });

  it('is taken for nobody when the token does not arrive, which is no refusal of the Role', async () => {
    const backend = kubernetes({
      namespace: 'team-a',
      access: () => ({ server: server.url, ca: server.ca }),
    });
    opened.push(backend);
    const error = await caught(read(backend));
    expect(error).to.have.property('code', 'UNAUTHENTICATED');
    expect(error.message).to.include('takes us for nobody');
  });

  it('is made anew after 401 and 403, once, by asking for the access again', async () => {
    const tokens = ['wrong', await namespace.token('app')];
    const asked: number[] = [];
    const backend = kubernetes({
      namespace: 'team-a',
      access: () => ({ server: server.url, ca: server.ca, token: tokens[asked.push(1) - 1] ?? 'none' }),
    });
    await using secrets = createSecrets({ backends: [backend] });
    expect((await secrets.getSecret('greeting')).reveal()).to.equal('hello from a');
    expect(asked).to.have.length(2);
  });
});
