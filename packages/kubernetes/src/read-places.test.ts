import type { SecretRef } from '@chatelaine/core';
import { expect } from 'chai';
import { readPlaces } from './read-places.js';
import { namingOf, placeOf, type SecretPlace } from './secret-name.js';
import { SecretsApi } from './secrets-api.js';
import { type FakeClient, fakeClient, list, missing, secret } from './test-kit/fake-client.js';

const LABEL = 'airflow.apache.org/variable-name';

describe('readPlaces', () => {
  const read = (client: FakeClient, refs: readonly SecretRef[]) =>
    readPlaces(
      refs.map((ref) => placeOf(ref, namingOf({})) as SecretPlace),
      { api: new SecretsApi('k', client), backend: 'k', signal: new AbortController().signal },
    );
  const variable = (id: string): SecretRef => ({ kind: 'variable', id });
  const raw = (id: string): SecretRef => ({ kind: 'secret', id });

  it('asks once for all keys of a Secret', async () => {
    const client = fakeClient(secret('db', { user: 'scott', password: 'tiger' }));
    const results = await read(client, [raw('db/user'), raw('db/password'), raw('db/nothing')]);
    expect(client.asked.map(({ path }) => path)).to.deep.equal(['/api/v1/namespaces/team-a/secrets/db']);
    expect(results).to.deep.equal([
      { found: { value: 'scott', name: 'db/user', version: '7' } },
      { found: { value: 'tiger', name: 'db/password', version: '7' } },
      { found: undefined },
    ]);
  });

  it('asks once for twenty ids of a label', async () => {
    const client = fakeClient(list([]), list([secret('x', { value: 'last' }, { [LABEL]: 'id20' })]));
    const results = await read(
      client,
      Array.from({ length: 21 }, (_none, index) => variable(`id${index}`)),
    );
    expect(client.asked).to.have.length(2);
    expect(client.asked[1]?.query).to.include({ labelSelector: `${LABEL} in (id20)`, limit: '2' });
    expect(results.at(-1)).to.have.nested.property('found.value', 'last');
  });

  it('keeps the failure of one Secret to itself', async () => {
    const client = fakeClient({ status: 403, reason: 'Forbidden' }, secret('open', { value: 'x' }), missing);
    const results = await read(client, [raw('closed'), raw('open'), raw('nothing')]);
    expect(results[0]).to.have.nested.property('error.code', 'ACCESS_DENIED');
    expect(results[1]).to.have.nested.property('found.value', 'x');
    expect(results[2]).to.deep.equal({ found: undefined });
  });

  it('follows pages, and a list that changes have overtaken', async () => {
    const one = secret('one', { value: '1' }, { [LABEL]: 'a' });
    const client = fakeClient(
      list([], { continue: 'next' }),
      { status: 410, reason: 'Expired', continueToken: 'again' },
      list([one]),
    );
    expect(await read(client, [variable('a')])).to.have.nested.property('[0].found.value', '1');
    expect(client.asked.map(({ query }) => query?.continue)).to.deep.equal([undefined, 'next', 'again']);
  });

  it('takes what is no Secret and no list for an answer of somebody else, never for missing', async () => {
    for (const body of [{}, { kind: 'Secret' }, { kind: 'SecretList', metadata: {}, items: [1] }]) {
      const results = await read(fakeClient(body, body), [raw('db'), variable('x')]);
      for (const result of results) expect(result).to.have.nested.property('error.code', 'UNAVAILABLE');
    }
  });
});
