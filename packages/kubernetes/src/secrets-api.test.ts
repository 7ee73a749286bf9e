import { expect } from 'chai';
import { SecretsApi } from './secrets-api.js';
import { caught } from './test-kit/caught.js';
import { type FakeAnswer, fakeClient, list, secret } from './test-kit/fake-client.js';

describe('A list of Secrets that changes overtake', () => {
  const overtaken = { status: 410, reason: 'Expired', continueToken: 'next' };
  const listed = (...answers: readonly FakeAnswer[]) => {
    const client = fakeClient(...answers);
    const ask = { signal: new AbortController().signal, subject: 'the list' };
    const names = async () => {
      const found: string[] = [];
      for await (const { items } of new SecretsApi('k', client).pages({ limit: 1 }, ask)) {
        found.push(...items.map(({ name }) => name));
      }
      return found;
    };
    return { client, names };
  };
  const page = (name: string, more: Parameters<typeof list>[1] = {}) => list([secret(name, {})], more);

  it('goes on where the API server says, twice', async () => {
    const { client, names } = listed(page('a', { continue: 'x' }), overtaken, overtaken, page('b'));
    expect(await names()).to.deep.equal(['a', 'b']);
    expect(client.asked.map(({ query }) => query?.continue)).to.deep.equal([undefined, 'x', 'next', 'next']);
  });

  it('fails the third time', async () => {
    const { client, names } = listed(overtaken, overtaken, overtaken);
    expect(await caught(names())).to.have.property('code', 'UNAVAILABLE');
    expect(client.asked).to.have.length(3);
  });
});
