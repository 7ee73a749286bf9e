import type { SecretRef } from '@chatelaine/core';
import { expect } from 'chai';
import { ownPlaceOf } from './own-place.js';
import { namingOf } from './secret-name.js';
import { caught } from './test-kit/caught.js';
import type { VaultOptions } from './vault-options.js';

describe('The place to write to', () => {
  const own = (more: Partial<SecretRef> = {}, options: VaultOptions = {}) =>
    ownPlaceOf({ kind: 'variable', id: 'x', ...more }, namingOf(options), 'prod');

  it("is the first folder of a kind, or a team's own in it", () => {
    expect(own({}, { variablesPath: ['a', 'b'] })).to.deep.equal({ mount: 'secret', path: 'a/x' });
    expect(own({ team: 'foo' }, { globalSecretsPath: 'all' })).to.deep.equal({
      mount: 'secret',
      path: 'variables/foo/x',
    });
    expect(own({}, { globalSecretsPath: 'all' })).to.deep.equal({ mount: 'secret', path: 'variables/all/x' });
  });

  it('is never the one for everybody where a team cannot have its own', () => {
    for (const team of ['a/b', '..', '.']) {
      expect(own({ team }, { globalSecretsPath: 'all' }), team).to.have.property('notHere');
    }
    expect(own({ team: 'foo' }, { useTeamSecretsPath: false })).to.have.property('path', 'variables/x');
  });

  it('is none of a version, and of what Vault makes itself', async () => {
    const dynamic = { db: { path: 'database/creds/app' } };
    expect(await caught(() => own({ version: '1' }))).to.have.property('code', 'UNSUPPORTED');
    const made = caught(() => own({ kind: 'connection', id: 'db' }, { dynamic }));
    expect(await made).to.have.property('code', 'UNSUPPORTED');
  });
});
