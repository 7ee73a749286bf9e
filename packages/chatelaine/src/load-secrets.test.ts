import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Secrets } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { loadSecrets } from './load-secrets.js';

const chainOf = (name: string) => ({ backends: [{ provider: 'env', name }] });

describe('loadSecrets', () => {
  const start = process.cwd();
  let here: string;
  let elsewhere: string;

  beforeEach(async () => {
    here = await folderWith('here');
    elsewhere = await folderWith('elsewhere');
    process.chdir(here);
  });

  afterEach(async () => {
    process.chdir(start);
    await rm(here, { recursive: true });
    await rm(elsewhere, { recursive: true });
  });

  /** A folder of its own, which ends every search, with a config that tells one from the other. */
  async function folderWith(name: string): Promise<string> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'chatelaine-')));
    await writeFile(join(folder, 'chatelaine.json'), JSON.stringify(chainOf(name)));
    await writeFile(join(folder, 'other.json'), JSON.stringify(chainOf(`${name}-other`)));
    return folder;
  }

  /** The label of the backend that the config names. */
  async function chosen(loading: Promise<Secrets>): Promise<string | undefined> {
    const secrets = await loading;
    const { steps } = await secrets.explain('variable/hello');
    await secrets.close();
    return steps[0]?.backend;
  }

  async function chosenAfterLeaving(...given: Parameters<typeof loadSecrets>): Promise<string | undefined> {
    const loading = loadSecrets(...given);
    process.chdir(elsewhere);
    return chosen(loading);
  }

  const refusal = async (given: unknown) => {
    const error: unknown = await loadSecrets(given as string).catch((thrown: unknown) => thrown);
    if (SecretsError.is(error, 'INVALID_CONFIG')) return error.message;
    throw error;
  };

  it('takes the options as they are when it is called', async () => {
    const options = { config: chainOf('first'), profile: undefined as string | undefined };
    const loading = loadSecrets(options);
    options.config = chainOf('second');
    options.profile = 'none';
    expect(await chosen(loading)).to.equal('first');
  });

  it('looks for the config from where it is called', async () => {
    expect(await chosenAfterLeaving()).to.equal('here');
    process.chdir(here);
    expect(await chosenAfterLeaving({})).to.equal('here');
    process.chdir(here);
    expect(await chosenAfterLeaving({ cwd: undefined, config: undefined })).to.equal('here');
  });

  it('reads a path from where it is called, and a URL anywhere', async () => {
    expect(await chosenAfterLeaving('other.json')).to.equal('here-other');
    process.chdir(here);
    expect(await chosenAfterLeaving({ config: './other.json' })).to.equal('here-other');
    process.chdir(here);
    expect(await chosenAfterLeaving(pathToFileURL(join(here, 'other.json')))).to.equal('here-other');
  });

  it('reads a relative "cwd" from where it is called', async () => {
    process.chdir(tmpdir());
    const cwd = basename(here);
    expect(await chosenAfterLeaving({ cwd })).to.equal('here');
    expect(await chosenAfterLeaving({ cwd: here, config: 'other.json' })).to.equal('here-other');
  });

  it('reads the environment no earlier than the reader is loaded', async () => {
    const env: Record<string, string> = {};
    const loading = loadSecrets({ env });
    env.CHATELAINE_CONFIG = 'other.json';
    expect(await chosen(loading)).to.equal('here-other');
  });

  it('refuses what is no such argument as the reader of configs does', async () => {
    const config = await import('@chatelaine/config');
    const wrong = [null, 5, true, [], ['x'], () => 1, { confg: 1 }, { cwd: null }, { cwd: 5 }, { config: 5 }];
    const further = [
      { backends: [] },
      { config: null },
      new URL('https://example.com/'),
      new Map(),
      'no.json',
    ];
    for (const given of [...wrong, ...further]) {
      const direct: unknown = await config.loadSecrets(given as string).then(
        (secrets) => secrets.close(),
        (error: unknown) => error,
      );
      if (direct === undefined) await (await loadSecrets(given as string)).close();
      else expect(await refusal(given)).to.equal((direct as Error).message);
    }
    expect(await refusal(null)).to.equal(
      'loadSecrets takes options, or the path of a config file. Give an object, or no argument.',
    );
  });
});
