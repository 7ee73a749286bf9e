import { expect } from 'chai';
import { createSecrets } from './assemble.js';
import type { SecretsBackend } from './backend.js';
import type { FindCallOptions } from './secrets.js';
import { caught } from './test-kit/caught.js';
import { answering } from './test-kit/fake-backend.js';

describe('What is not found is named with', () => {
  const vault = answering('vault', undefined, {
    supports: { versions: true, teams: true },
    locate: ({ id }) => ({ names: [id] }),
  });
  const message = async (options: FindCallOptions, backend: SecretsBackend = vault) =>
    (await caught(createSecrets({ backends: [backend] }).getSecret('token', options))).message;

  it('its team', async () => {
    expect(await message({ team: 'data' })).to.match(
      /^secret\/token of team "data" was not found \(vault: nothing under "token"\)\. /,
    );
  });

  it('the version that was asked for, since the name may be there', async () => {
    expect(await message({ version: '7' })).to.equal(
      'secret/token@7 was not found (vault: nothing under "token" in version 7). ' +
        'Ask without a version, or for one that the store has.',
    );
    const bare = answering('mine', undefined, { supports: { versions: true } });
    expect(await message({ version: '7' }, bare)).to.match(
      /^secret\/token@7 was not found \(mine: nothing there in version 7\)\. /,
    );
  });
});
