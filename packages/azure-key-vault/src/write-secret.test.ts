import { inspect } from 'node:util';
import { expect } from 'chai';
import { spy } from 'sinon';
import { azureKeyVault } from './azure-key-vault-backend.js';
import { caught } from './test-kit/caught.js';
import { clientWith, restError, secret } from './test-kit/fake-vault.js';

describe('Writing a secret', () => {
  const vaultUrl = 'https://contoso.vault.azure.net';
  const signal = new AbortController().signal;
  const ref = { kind: 'variable', id: 'mail_host' } as const;
  const open = (answer: Error | string = 'v') => {
    const setSecret = spy(async (name: string, value: string, _options: object) => {
      if (answer instanceof Error) throw answer;
      return secret(name, value, { version: 'v7' });
    });
    return { setSecret, backend: azureKeyVault({ vaultUrl, client: clientWith({ setSecret }) }) };
  };

  it('makes a version under the name by which it is found', async () => {
    const { backend, setSecret } = open();
    const written = await backend.write(ref, 'mail.example.com', { signal });
    expect(written).to.deep.equal({ name: 'airflow-variables-mail-host', version: 'v7' });
    expect(setSecret.args[0]?.slice(0, 2)).to.deep.equal(['airflow-variables-mail-host', 'mail.example.com']);
    expect(Object.keys(setSecret.args[0]?.[2] ?? {})).to.deep.equal(['abortSignal', 'onResponse']);
  });

  it('says about it what the options say', async () => {
    const { backend, setSecret } = open();
    const expiresAt = new Date('2031-01-01T00:00:00Z');
    const more = { contentType: 'text/plain', expiresAt, enabled: false, tags: { owner: 'mail' } };
    await backend.write(ref, 'x', { signal, ...more });
    expect(setSecret.args[0]?.[2]).to.deep.include({
      contentType: 'text/plain',
      expiresOn: expiresAt,
      enabled: false,
      tags: { owner: 'mail' },
    });
  });

  it('takes bytes that are UTF-8, to the last of them', async () => {
    const { backend, setSecret } = open();
    await backend.write(ref, Buffer.from('\ufeffgrün\0'), { signal });
    expect(setSecret.args[0]?.[1]).to.equal('\ufeffgrün\0');
  });

  it('refuses other bytes, which a vault cannot hold', async () => {
    const { backend, setSecret } = open();
    const error = await caught(backend.write(ref, Uint8Array.of(0x68, 0x75, 0xff), { signal }));
    expect(error).to.include({ code: 'INVALID_VALUE', backend: 'azure-key-vault' });
    expect(setSecret.called).to.equal(false);
  });

  it("goes to a team's own name, and never to the global one", async () => {
    const { backend, setSecret } = open();
    await backend.write({ ...ref, team: 'blue' }, 'x', { signal });
    expect(setSecret.args[0]?.[0]).to.equal('airflow-variables-blue--mail-host');
    const error = await caught(backend.write({ ...ref, team: 'a/b' }, 'x', { signal }));
    expect(error.code).to.equal('INVALID_REFERENCE');
    expect(setSecret.callCount).to.equal(1);
  });

  it('is refused for what has no name here, and for a version', async () => {
    const { backend, setSecret } = open();
    for (const id of ['a/b', 'x'.repeat(127)]) {
      const error = await caught(backend.write({ kind: 'variable', id }, 'x', { signal }));
      expect(error).to.deep.include({ code: 'INVALID_REFERENCE', ref: { kind: 'variable', id } });
    }
    const error = await caught(backend.write({ ...ref, version: 'a1' }, 'x', { signal }));
    expect(error.code).to.equal('UNSUPPORTED');
    expect(setSecret.called).to.equal(false);
  });

  it('is refused with a date that would arrive as another', async () => {
    const { backend, setSecret } = open();
    for (const expiresAt of [new Date('2038-01-20T00:00:00Z'), new Date(0), new Date(Number.NaN)]) {
      const error = await caught(backend.write(ref, 'x', { signal, expiresAt }));
      expect(error.code).to.equal('UNSUPPORTED');
    }
    expect(setSecret.called).to.equal(false);
    await backend.write(ref, 'x', { signal, expiresAt: new Date('2038-01-19T00:00:00Z') });
    expect(setSecret.callCount).to.equal(1);
  });

  const failures: readonly (readonly [string, Error, string, string])[] = [
    [
      'the name of a deleted secret',
      restError(409, 'Conflict', { innerCode: 'ObjectIsDeletedButRecoverable' }),
      'ACCESS_DENIED',
      '"recover"',
    ],
    [
      'a secret that is being deleted',
      restError(409, 'Conflict', { innerCode: 'ObjectIsBeingDeleted' }),
      'UNAVAILABLE',
      'a few seconds',
    ],
    ['a value that is too long', restError(400, 'BadParameter'), 'INVALID_VALUE', '25 KB'],
    ['an answer as to a read', restError(404, 'SecretNotFound'), 'UNAVAILABLE', '"vaultUrl"'],
    ['a body that is too long', restError(413, undefined), 'INVALID_VALUE', '25 KB'],
    ['an identity that only reads', restError(403, 'Forbidden'), 'ACCESS_DENIED', 'Secrets Officer'],
    [
      'an access policy without it',
      restError(403, 'Forbidden', { innerCode: 'ForbiddenByPolicy' }),
      'ACCESS_DENIED',
      '"Set"',
    ],
  ];
  for (const [what, answer, code, words] of failures) {
    it(`is ${code} for ${what}, and says what to do`, async () => {
      const error = await caught(open(answer).backend.write(ref, 'hunter2', { signal }));
      expect(error.code).to.equal(code);
      expect(error.problem).to.match(/^azure-key-vault: the write of "airflow-variables-mail-host" was /);
      expect(error.hint).to.include(words);
      expect(inspect(error, { depth: 9, showHidden: true })).not.to.include('hunter2');
    });
  }
});
