import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import type { FileOwners } from './file-trust.js';
import { findConfigFile } from './find-config-file.js';
import { caught, folderWith } from './folder-with.test.fixture.js';

const ME = 1000;
const SOMEBODY = 1001;

const mine: FileOwners = { uid: ME, stat: async () => ({ uid: ME, mode: 0o100644 }) };

/** A system in which the paths that end so have another owner or mode. */
function owned(exceptions: Readonly<Record<string, { uid?: number; mode?: number }>>): FileOwners {
  return {
    uid: ME,
    stat: async (path) => {
      const end = Object.keys(exceptions).find((suffix) => path.endsWith(suffix));
      return { uid: ME, mode: 0o100644, ...(end === undefined ? {} : exceptions[end]) };
    },
  };
}

describe('findConfigFile', () => {
  for (const name of ['chatelaine.yaml', 'chatelaine.yml', 'chatelaine.json', 'chatelaine.toml']) {
    it(`finds ${name} in the working directory and above it`, async () => {
      const folder = await folderWith({ [name]: '', 'a/b/x': '' });

      expect(await findConfigFile(folder, mine)).to.equal(join(folder, name));
      expect(await findConfigFile(join(folder, 'a/b'), mine)).to.equal(join(folder, name));
    });
  }

  it('takes the nearest one', async () => {
    const folder = await folderWith({ 'chatelaine.yaml': '', 'a/chatelaine.json': '', 'a/b/x': '' });

    expect(await findConfigFile(join(folder, 'a/b'), mine)).to.equal(join(folder, 'a/chatelaine.json'));
  });

  it('does not look above the folder that holds .git', async () => {
    const folder = await folderWith({ 'chatelaine.yaml': '', 'a/.git': '', 'a/b/x': '' });

    expect(await findConfigFile(join(folder, 'a/b'), mine)).to.equal(undefined);
  });

  it('looks in the folder that holds .git', async () => {
    const folder = await folderWith({ 'chatelaine.yaml': '', '.git/HEAD': '', 'a/x': '' });

    expect(await findConfigFile(join(folder, 'a'), mine)).to.equal(join(folder, 'chatelaine.yaml'));
  });

  it('refuses two side by side, naming both', async () => {
    const folder = await folderWith({ 'chatelaine.yaml': '', 'chatelaine.toml': '' });

    expect(await caught(findConfigFile(folder, mine))).to.have.property(
      'message',
      `${folder} holds both chatelaine.yaml and chatelaine.toml. Keep one of them, or name one with CHATELAINE_CONFIG.`,
    );
  });

  describe('above the working directory', () => {
    const REASON = 'and a config found above the working directory names code to load.';
    const REMEDY = 'If it is yours, name it with CHATELAINE_CONFIG.';

    async function findBelow(owners: FileOwners): Promise<string | undefined> {
      const folder = await folderWith({ 'top/chatelaine.yaml': '', 'top/work/x': '' });
      const find = findConfigFile(join(folder, 'top/work'), owners);
      return find.then(
        () => undefined,
        (error: Error) => error.message.replaceAll(folder, ''),
      );
    }

    it('takes one of this user, of root or of the owner of the working directory', async () => {
      expect(await findBelow(mine)).to.equal(undefined);
      expect(await findBelow(owned({ '.yaml': { uid: 0 }, top: { uid: 0 } }))).to.equal(undefined);
      const theirs = { '.yaml': { uid: SOMEBODY }, top: { uid: SOMEBODY }, work: { uid: SOMEBODY } };
      expect(await findBelow(owned(theirs))).to.equal(undefined);
    });

    it('refuses one of somebody else', async () => {
      expect(await findBelow(owned({ '.yaml': { uid: SOMEBODY } }))).to.equal(
        `/top/chatelaine.yaml belongs to somebody else, ${REASON} ${REMEDY}`,
      );
    });

    it('refuses one that everyone may write', async () => {
      expect(await findBelow(owned({ '.yaml': { mode: 0o100666 } }))).to.equal(
        `/top/chatelaine.yaml may be written by everyone, ${REASON} ${REMEDY}`,
      );
    });

    it('refuses one in a folder that everyone may write, because packages are looked for there', async () => {
      expect(await findBelow(owned({ top: { mode: 0o41777 } }))).to.equal(
        `the folder of /top/chatelaine.yaml may be written by everyone, ${REASON} ${REMEDY}`,
      );
    });

    it('checks nothing where the system has no user numbers', async () => {
      expect(await findBelow({ ...owned({ '.yaml': { uid: SOMEBODY } }), uid: undefined })).to.equal(
        undefined,
      );
    });
  });

  it('checks nothing in the working directory itself', async () => {
    const folder = await folderWith({ 'chatelaine.yaml': '' });

    expect(await findConfigFile(folder, owned({ '.yaml': { uid: SOMEBODY } }))).to.equal(
      join(folder, 'chatelaine.yaml'),
    );
  });

  for (const target of ['gone.yaml', 'chatelaine.yaml']) {
    it(`refuses a link that leads nowhere rather than pass it over, here one to ${target}`, async () => {
      const folder = await folderWith({ 'a/x': '', 'chatelaine.yaml': '' });
      await symlink(target, join(folder, 'a/chatelaine.yaml'));

      const error = await caught(findConfigFile(join(folder, 'a'), mine));

      expect(error.message).to.equal(
        `${join(folder, 'a/chatelaine.yaml')} is a link that leads to no file for this user. Correct the link, or remove it.`,
      );
      expect(SecretsError.is(error, 'INVALID_CONFIG')).to.equal(true);
    });
  }

  it('follows a link that leads somewhere', async () => {
    const folder = await folderWith({ 'a/x': '', 'other.yaml': '' });
    await symlink('../other.yaml', join(folder, 'a/chatelaine.yaml'));

    expect(await findConfigFile(join(folder, 'a'), mine)).to.equal(join(folder, 'a/chatelaine.yaml'));
  });

  for (const cwd of [`/${'hunter2'.repeat(1_000)}`, '/hunter2\0']) {
    it(`refuses a working directory that cannot be, without a word of it: ${cwd.length} characters`, async () => {
      const error = await caught(findConfigFile(cwd, mine));

      expect(error.message).to.equal(
        'no config file can be looked for in the working directory. Give a path that exists as "cwd", or name the config with CHATELAINE_CONFIG.',
      );
      expect(`${error.stack} ${JSON.stringify(error.cause)}`).to.not.include('hunter2');
    });
  }
});
