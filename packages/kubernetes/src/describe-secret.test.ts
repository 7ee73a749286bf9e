import { expect } from 'chai';
import { describeSecret } from './describe-secret.js';
import type { SecretPlace } from './secret-name.js';
import { SecretsApi } from './secrets-api.js';
import { type FakeAnswer, fakeClient, missing, secret } from './test-kit/fake-client.js';

describe('The description of a Secret', () => {
  const { signal } = new AbortController();
  const place: SecretPlace = { by: 'name', secret: 'x', dataKey: 'value' };
  const described = (...answers: readonly FakeAnswer[]) =>
    describeSecret(place, new SecretsApi('k', fakeClient(...answers)), 'k', signal);

  it('is its metadata', async () => {
    const there = {
      kind: 'Secret',
      metadata: {
        name: 'x',
        resourceVersion: '7',
        labels: { a: 'b' },
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [{ time: '2026-02-01T00:00:00Z' }, { time: '2026-03-01T00:00:00Z' }, {}],
      },
      data: { value: 'aHVudGVyMg==' },
    };
    expect(await described(there)).to.deep.equal({
      name: 'x/value',
      version: '7',
      createdAt: new Date('2026-01-01T00:00:00Z'),
      updatedAt: new Date('2026-03-01T00:00:00Z'),
      tags: { a: 'b' },
    });
  });

  it('is none without the Secret, or without the key', async () => {
    expect(await described(missing)).to.equal(undefined);
    expect(await described(secret('x', { other: 'y' }))).to.equal(undefined);
  });
});
