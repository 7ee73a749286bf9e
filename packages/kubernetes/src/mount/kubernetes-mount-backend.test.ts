import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretListing, SecretRef } from '@chatelaine/core';
import { createBackend } from '@chatelaine/core';
import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { kubernetesMount } from './kubernetes-mount-backend.js';
import { provider } from './provider.js';

const unhurried = () => ({ signal: new AbortController().signal });
const raw = (id: string): SecretRef => ({ kind: 'secret', id });

describe('KubernetesMountBackend', () => {
  let folder: string;
  let root: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mount-backend-'));
    root = join(folder, 'mounted');
    await mkdir(join(root, '..one', 'variables'), { recursive: true });
    await mkdir(join(root, '..two', 'variables'), { recursive: true });
    await writeFile(join(root, '..one', 'variables', 'hello'), 'one');
    await writeFile(join(root, '..two', 'variables', 'hello'), 'two');
    await symlink('..one', join(root, '..data'));
    await symlink('..data/variables', join(root, 'variables'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = () => kubernetesMount({ path: 'mounted' }, { directory: folder });

  it('reads the state that "..data" leads to, and tells its name as the version', async () => {
    const found = await open().find({ kind: 'variable', id: 'hello' }, unhurried());
    expect(found).to.deep.equal({ value: 'one', name: 'variables/hello', version: '..one' });
  });

  it('reads the next state once the link leads there', async () => {
    const backend = open();
    await rm(join(root, '..data'));
    await symlink('..two', join(root, '..data'));
    expect(await backend.find({ kind: 'variable', id: 'hello' }, unhurried())).to.include({ value: 'two' });
  });

  it('reads plain folders and files, as a sub-path mount has them', async () => {
    await mkdir(join(root, 'plain'));
    await writeFile(join(root, 'plain', 'key'), 'x\n');
    const found = await open().find(raw('plain/key'), unhurried());
    expect(found).to.deep.equal({ value: 'x\n', name: 'plain/key' });
  });

  it('does not read states that are past, whatever the id', async () => {
    for (const id of ['..two/variables/hello', '..data/variables/hello', 'variables', 'variables/..']) {
      expect(await open().find(raw(id), unhurried()), id).to.equal(undefined);
    }
  });

  it('refuses a link that leads out of the folder', async () => {
    await writeFile(join(folder, 'outside'), 'hunter2');
    await mkdir(join(root, 'plain'));
    await symlink(join(folder, 'outside'), join(root, 'plain', 'link'));
    await symlink(folder, join(root, 'plain', 'up'));
    await symlink(join(folder, 'outside'), join(root, '..one', 'inside'));
    for (const id of ['plain/link', 'plain/up/outside', 'inside']) {
      const error = await caught(open().find(raw(id), unhurried()));
      expect(error).to.have.property('code', 'ACCESS_DENIED');
      expect(error.message).to.include('leads out of the folder');
    }
    expect(await open().describe?.(raw('plain/link'), unhurried())).to.equal(undefined);
    expect((await listed()).map(({ name }) => name)).to.deep.equal(['variables/hello']);
  });

  it('refuses a link that leads in a circle, which is not the same as nothing', async () => {
    await symlink('circle', join(root, '..one', 'circle'));
    for (const call of [
      open().find(raw('circle'), unhurried()),
      open().describe(raw('circle'), unhurried()),
    ]) {
      const error = await caught(call);
      expect(error).to.have.property('code', 'ACCESS_DENIED');
      expect(error.message).to.include('leads in a circle');
    }
    await symlink('nowhere', join(root, '..one', 'dangling'));
    expect(await open().find(raw('dangling'), unhurried())).to.equal(undefined);
  });

  it('refuses a "..data" that leads elsewhere', async () => {
    await mkdir(join(folder, 'elsewhere'));
    await writeFile(join(folder, 'elsewhere', 'key'), 'hunter2');
    await mkdir(join(root, 'sub'));
    await symlink('../../elsewhere', join(root, 'sub', '..data'));
    expect(await open().find(raw('sub/key'), unhurried())).to.equal(undefined);
  });

  it('does not read more than a Secret can hold', async () => {
    await writeFile(join(root, 'large'), Buffer.alloc(1_048_577, 'x'));
    const error = await caught(open().find(raw('large'), unhurried()));
    expect(error).to.have.property('code', 'INVALID_VALUE');
  });

  it('says that there is no such folder, by its option', async () => {
    const backend = createBackend(provider, { path: 'nowhere' }, { directory: folder });
    for (const call of [backend.find(raw('x'), unhurried()), backend.probe?.(unhurried())]) {
      const error = await caught(call ?? Promise.resolve());
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['path'] });
    }
  });

  it('refuses a prefix that leads out of the folder', async () => {
    for (const variablesPrefix of ['..', '../x', '/x', 'x/', './x', '..data']) {
      const error = await caught(() => createBackend(provider, { path: '.', variablesPrefix }));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['variablesPrefix'] });
    }
    const named = { path: root, variablesPrefix: '', secretsPrefix: 'variables' };
    const backend = createBackend(provider, named);
    expect(await backend.find(raw('hello'), unhurried())).to.include({ value: 'one' });
  });

  it('is local, so that its answers are not kept', () => {
    expect(open().supports).to.deep.equal({ local: true, versions: false, teams: false });
  });

  async function listed(): Promise<SecretListing[]> {
    const entries: SecretListing[] = [];
    for await (const entry of open().list?.({ kind: 'secret' }, unhurried()) ?? []) entries.push(entry);
    return entries;
  }
});
