import { expect } from 'chai';
import { removeSecret } from './remove-secret.js';
import type { SecretPlace } from './secret-name.js';
import { SecretsApi } from './secrets-api.js';
import { caught } from './test-kit/caught.js';
import { type FakeClient, fakeClient, list, missing, secret } from './test-kit/fake-client.js';
import { writeSecret } from './write-secret.js';

const NAMED: SecretPlace = { by: 'name', secret: 'db', dataKey: 'user' };
const LABELLED: SecretPlace = { by: 'label', label: 'l', id: 'Smtp_Default', dataKey: 'value' };
const TAKEN = { status: 409, reason: 'AlreadyExists' };
const CONFLICT = { status: 409, reason: 'Conflict' };

describe('A change of a Secret', () => {
  const options = (client: FakeClient) => ({
    api: new SecretsApi('k', client),
    backend: 'k',
    signal: new AbortController().signal,
  });
  const methods = ({ asked }: FakeClient) => asked.map(({ method }) => method).join(' ');

  it('creates what is not there', async () => {
    const client = fakeClient(missing, secret('db', {}));
    expect(await writeSecret(NAMED, 'scott', options(client))).to.deep.equal({
      name: 'db/user',
      version: '7',
    });
    expect(methods(client)).to.equal('PATCH POST');
    expect(client.asked[1]?.body).to.deep.include({ type: 'Opaque', data: { user: 'c2NvdHQ=' } });
  });

  it('patches what somebody else created meanwhile', async () => {
    const client = fakeClient(missing, TAKEN, secret('db', {}));
    await writeSecret(NAMED, 'scott', options(client));
    expect(methods(client)).to.equal('PATCH POST PATCH');
  });

  it('creates a Secret for a label under a name that depends on the id alone', async () => {
    const bodies = [];
    for (const _time of [1, 2]) {
      const client = fakeClient(list([]), missing, secret('x', {}));
      await writeSecret(LABELLED, 'x', options(client));
      bodies.push(client.asked[2]?.body as { metadata: { name: string; labels: object } });
    }
    expect(bodies[0]).to.deep.equal(bodies[1]);
    expect(bodies[0]?.metadata.name).to.match(/^l-smtp-default-[0-9a-f]{10}$/);
    expect(bodies[0]?.metadata.labels).to.include({ l: 'Smtp_Default' });
  });

  it('removes the state that it saw, and looks again after a conflict', async () => {
    const two = secret('db', { user: 'a', password: 'b' });
    const client = fakeClient(two, CONFLICT, secret('db', { user: 'a' }, {}, '8'), {});
    expect(await removeSecret(NAMED, options(client))).to.equal(true);
    expect(methods(client)).to.equal('GET PATCH GET DELETE');
    expect(client.asked[1]?.body).to.deep.equal({ metadata: { resourceVersion: '7' }, data: { user: null } });
    expect(client.asked[3]?.body).to.deep.include({ preconditions: { uid: 'uid-db', resourceVersion: '8' } });
  });

  it('gives up when somebody else is faster each time', async () => {
    const two = secret('db', { user: 'a', password: 'b' });
    const client = fakeClient(...Array.from({ length: 4 }, () => [two, CONFLICT]).flat());
    expect(await caught(removeSecret(NAMED, options(client)))).to.have.property('code', 'UNAVAILABLE');
  });

  it('does not send what no Secret can hold', async () => {
    const client = fakeClient();
    const error = await caught(writeSecret(NAMED, Buffer.alloc(1_048_577), options(client)));
    expect(error).to.have.property('code', 'INVALID_VALUE');
    expect(client.asked).to.deep.equal([]);
  });
});
