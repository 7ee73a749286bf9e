import type { SecretRef } from '@chatelaine/core';
import { SECRET_KINDS } from '@chatelaine/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { filePathOf, idOf, locateFile } from './file-place.js';

const PREFIXES = { connection: 'connections', variable: 'variables', config: 'config', secret: '' };

describe('The file of a reference', () => {
  it('is in the folder of its kind, and a raw secret wherever its id says', () => {
    for (const [ref, name] of [
      [{ kind: 'connection', id: 'smtp_default' }, 'connections/smtp_default'],
      [{ kind: 'variable', id: 'hello' }, 'variables/hello'],
      [{ kind: 'config', id: 'sql_alchemy_conn' }, 'config/sql_alchemy_conn'],
      [{ kind: 'secret', id: 'db/password' }, 'db/password'],
      [{ kind: 'secret', id: 'tls.key' }, 'tls.key'],
    ] as const) {
      expect(locateFile(ref, PREFIXES)).to.deep.equal({ names: [name] });
    }
  });

  it('is nowhere for a kind that is never asked for, an older version or a team', () => {
    const nowhere = (ref: SecretRef, prefixes: object = {}) =>
      expect(locateFile(ref, { ...PREFIXES, ...prefixes })).to.have.property('notHere');
    nowhere({ kind: 'variable', id: 'x' }, { variable: null });
    nowhere({ kind: 'variable', id: 'x', version: '1' });
    nowhere({ kind: 'variable', id: 'x', team: 'blue' });
  });

  it('never leads out of the folder, nor into what Kubernetes keeps there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRET_KINDS),
        fc.oneof(fc.string(), fc.stringMatching(/^[a./\\%2e~\0 ]{1,12}$/)),
        (kind, id) => {
          const parts = filePathOf({ kind, id }, PREFIXES);
          if ('notHere' in parts) return;
          for (const part of parts)
            expect(part)
              .to.match(/^(?!\.\.)[-\w.]+$/)
              .and.not.to.equal('.');
        },
      ),
    );
  });

  it('gives back the id that it was made from', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SECRET_KINDS), fc.stringMatching(/^[a-z./]{1,8}$/), (kind, id) => {
        const parts = filePathOf({ kind, id }, PREFIXES);
        if (!('notHere' in parts)) expect(idOf(parts.join('/'), PREFIXES[kind])).to.equal(id);
      }),
    );
  });
});
