import { expect } from 'chai';
import { spy } from 'sinon';
import { azureKeyVault } from './azure-key-vault-backend.js';
import { caught } from './test-kit/caught.js';
import { clientWith, missing, restError } from './test-kit/fake-vault.js';

describe('Taking a secret away', () => {
  const vaultUrl = 'https://contoso.vault.azure.net';
  const signal = new AbortController().signal;
  const ref = { kind: 'variable', id: 'x', team: 'blue' } as const;
  const OWN = 'airflow-variables-blue--x';
  const WORDS = {
    remove: 'beginDeleteSecret',
    recover: 'beginRecoverDeletedSecret',
    purge: 'purgeDeletedSecret',
  } as const;
  type Word = keyof typeof WORDS;
  const poller = (isStarted: boolean) => ({ getOperationState: () => ({ isStarted }) });
  const open = (word: Word, answer: unknown) => {
    const method = spy(async (_name: string) => {
      if (answer instanceof Error) throw answer;
      return answer;
    });
    return { method, backend: azureKeyVault({ vaultUrl, client: clientWith({ [WORDS[word]]: method }) }) };
  };

  for (const word of ['remove', 'recover', 'purge'] as const) {
    it(`by ${word} asks once, for a team's own name alone`, async () => {
      const { backend, method } = open(word, word === 'purge' ? undefined : poller(true));
      expect(await backend[word](ref, { signal })).to.equal(true);
      expect(method.args.map(([name]) => name)).to.deep.equal([OWN]);
    });

    it(`by ${word} is false where there is nothing, or no name`, async () => {
      const { backend, method } = open(word, missing());
      expect(await backend[word](ref, { signal })).to.equal(false);
      expect(await backend[word]({ kind: 'variable', id: 'a/b' }, { signal })).to.equal(false);
      expect(method.callCount).to.equal(1);
    });

    it(`by ${word} is refused for a version alone`, async () => {
      const { backend, method } = open(word, poller(true));
      const error = await caught(backend[word]({ ...ref, version: 'a1' }, { signal }));
      expect(error.code).to.equal('UNSUPPORTED');
      expect(method.called).to.equal(false);
    });
  }

  it('is not taken back where the secret is there', async () => {
    expect(await open('recover', poller(false)).backend.recover(ref, { signal })).to.equal(false);
  });

  it('says that purge protection may be what forbids a purge', async () => {
    const { backend } = open('purge', restError(403, 'Forbidden'));
    const error = await caught(backend.purge(ref, { signal }));
    expect(error.code).to.equal('ACCESS_DENIED');
    expect(error.hint).to.include('Secrets Officer').and.to.include('purge protection');
  });

  it('is UNAVAILABLE while an earlier deletion is not over', async () => {
    const { backend } = open('recover', restError(409, 'Conflict', { innerCode: 'ObjectIsBeingDeleted' }));
    const error = await caught(backend.recover(ref, { signal }));
    expect(error).to.include({ code: 'UNAVAILABLE', retryable: true });
    expect(error.message).to.match(/the recovery of "airflow-variables-blue--x" was refused/);
  });
});
