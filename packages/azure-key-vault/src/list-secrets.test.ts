import { type SecretListing, systemClock } from '@chatelaine/core';
import { expect } from 'chai';
import { AzureKeyVaultBackend } from './azure-key-vault-backend.js';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { caught } from './test-kit/caught.js';
import { clientWith, restError } from './test-kit/fake-vault.js';

/** A page of names, or the failure that comes in its place. */
type Page = readonly string[] | Error;

describe('The list of a vault', () => {
  const signal = new AbortController().signal;
  const refused = restError(401, 'Unauthorized', { token: 'old' });

  /** Each list that is begun is one of these; all that are asked for are counted. */
  function open(lists: readonly (readonly Page[])[], options: Partial<AzureKeyVaultOptions> = {}) {
    const begun: (readonly Page[])[] = [];
    const client = clientWith({
      listPropertiesOfSecrets: () => ({
        async *byPage() {
          const pages = lists[begun.length] ?? [];
          begun.push(pages);
          for (const page of pages) {
            if (page instanceof Error) throw page;
            yield page.map((name) => ({ name }));
          }
        },
      }),
    });
    const connection = { open: async () => client, renew: async () => true, close: () => undefined };
    const context = { name: 'prod', directory: '/', env: {}, clock: systemClock };
    const vaultUrl = 'https://contoso.vault.azure.net';
    return { backend: new AzureKeyVaultBackend({ vaultUrl, ...options }, context, connection), begun };
  }

  async function listed(backend: AzureKeyVaultBackend, kind: SecretListing['ref']['kind']) {
    const entries: SecretListing[] = [];
    for await (const entry of backend.list({ kind }, { signal })) entries.push(entry);
    return entries;
  }

  it('is what has the prefix of the kind, of all pages, under the id that leads there', async () => {
    const { backend } = open([
      [
        ['airflow-variables-hello', 'airflow-connections-smtp-default'],
        ['Airflow-Variables-World', 'airflow-variables-', 'other'],
      ],
    ]);
    expect(await listed(backend, 'variable')).to.deep.equal([
      { ref: { kind: 'variable', id: 'hello' }, name: 'airflow-variables-hello' },
      { ref: { kind: 'variable', id: 'World' }, name: 'Airflow-Variables-World' },
    ]);
  });

  it('is every secret for raw secrets, which are all to be had by their names', async () => {
    const { backend } = open([[['airflow-variables-hello', 'db-password']]]);
    const ids = (await listed(backend, 'secret')).map(({ ref }) => ref.id);
    expect(ids).to.deep.equal(['airflow-variables-hello', 'db-password']);
  });

  it('is empty for a kind whose prefix is null, without a request', async () => {
    const { backend, begun } = open([[['db-password']]], { secretsPrefix: null });
    expect(await listed(backend, 'secret')).to.deep.equal([]);
    expect(begun).to.have.length(0);
  });

  it('goes on with a new token where the old one is refused, and tells nothing twice', async () => {
    const { backend, begun } = open([
      [['a'], refused],
      [['a'], ['b']],
    ]);
    const names = (await listed(backend, 'secret')).map(({ name }) => name);
    expect(names).to.deep.equal(['a', 'b']);
    expect(begun).to.have.length(2);
  });

  it('fails in the middle, and never ends as if that were all', async () => {
    const { backend } = open([[['a'], restError(503, undefined)]]);
    const steps = backend.list({ kind: 'secret' }, { signal })[Symbol.asyncIterator]();
    expect((await steps.next()).value).to.have.property('name', 'a');
    const error = await caught(steps.next());
    expect(error).to.include({ code: 'UNAVAILABLE', backend: 'prod' });
    expect(error.message).to.match(/^prod: the list of its secrets failed inside the vault/);
  });

  it('says which permission it needs', async () => {
    const { backend } = open([[restError(403, 'Forbidden', { innerCode: 'ForbiddenByPolicy' })]]);
    expect(await caught(listed(backend, 'secret')))
      .to.have.property('hint')
      .that.includes('"List"');
  });
});
