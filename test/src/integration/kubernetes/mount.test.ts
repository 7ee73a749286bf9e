import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecrets, type SecretsBackend } from '@chatelaine/core';
import { kubernetesMount } from '@chatelaine/kubernetes/mount';
import { expect } from 'chai';
import { MountedSecret } from '../../support/mounted-secret.js';

const SWAPS = 150;

describe('A folder that the kubelet swaps', () => {
  let folder: string;
  let mount: MountedSecret;
  let backend: SecretsBackend;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mount-swaps-'));
    mount = await MountedSecret.create(join(folder, 'db'), { user: 'user-0', password: 'password-0' });
    backend = kubernetesMount({ path: folder });
  });
  afterEach(async () => {
    await backend.close?.();
    await rm(folder, { recursive: true });
  });

  it('gives the user and the password of one state, however often it is swapped meanwhile', async () => {
    const refs = [
      { kind: 'secret', id: 'db/user' },
      { kind: 'secret', id: 'db/password' },
    ] as const;
    const seen = new Set<string>();
    let isSwapping = true;
    const reading = (async () => {
      while (isSwapping) {
        const results = await backend.findMany?.(refs, { signal: new AbortController().signal });
        const [user, password] = (results ?? []).map((result) =>
          'found' in result ? String(result.found?.value).split('-')[1] : 'failed',
        );
        expect(password).to.equal(user);
        seen.add(user ?? '');
      }
    })();
    for (let state = 1; state <= SWAPS; state += 1) {
      await mount.replace({ user: `user-${state}`, password: `password-${state}` });
    }
    isSwapping = false;
    await reading;
    expect(seen).not.to.include('undefined');
    expect(seen.size).to.be.greaterThan(2);
  });

  it('is never without a file that is in every state', async () => {
    await using secrets = createSecrets({ backends: [backend] });
    let isSwapping = true;
    const reading = (async () => {
      while (isSwapping) expect((await secrets.getSecret('db/user')).reveal()).to.match(/^user-\d+$/);
    })();
    for (let state = 1; state <= SWAPS; state += 1) {
      await mount.replace({ user: `user-${state}`, password: `password-${state}` });
    }
    isSwapping = false;
    await reading;
  });

  it('tells by a watch what a swap changed, and nothing of what it left alone', async () => {
    const controller = new AbortController();
    const changes = backend.watch?.({ signal: controller.signal })[Symbol.asyncIterator]();
    expect(await changes?.next()).to.deep.equal({ done: false, value: {} });
    const next = changes?.next();
    await mount.replace({ user: 'user-0', password: 'password-1' });
    expect((await next)?.value).to.deep.equal({ name: 'db/password' });
    const after = changes?.next();
    await mount.replace({ user: 'user-0', password: 'password-1', port: '5432' });
    expect((await after)?.value).to.deep.equal({ name: 'db/port' });
    controller.abort();
    expect((await changes?.next())?.done).to.equal(true);
  });
});
