import { type Clock, systemClock } from '@chatelaine/core';
import { expect } from 'chai';
import { awsLogin } from './aws-login.js';
import { caught } from './test-kit/caught.js';
import { awsError } from './test-kit/fake-client.js';

describe('The log-in to AWS', () => {
  const source = { kind: 'default', options: {}, directory: '/', backend: 'prod' } as const;
  const login = (
    request: () => Promise<{ accessKeyId: string; secretAccessKey: string; expiration?: Date }>,
    clock: Clock = systemClock,
  ) => awsLogin({ source, timeoutMs: 1_000, clock, region: async () => 'eu-west-1', request });

  it('is one for all, and kept for as long as it is of use', async () => {
    let asked = 0;
    const shared = login(async () => {
      asked += 1;
      return { accessKeyId: `key ${asked}`, secretAccessKey: 's' };
    });
    const both = await Promise.all([shared.get(), shared.get()]);
    expect([...both, await shared.get()].map(({ credential }) => credential.accessKeyId)).to.deep.equal([
      'key 1',
      'key 1',
      'key 1',
    ]);
  });

  it('is made anew when the credential has expired', async () => {
    let asked = 0;
    let now = 0;
    const shared = login(
      async () => {
        asked += 1;
        return { accessKeyId: `key ${asked}`, secretAccessKey: 's', expiration: new Date(now + 3_600_000) };
      },
      { now: () => now, after: systemClock.after },
    );
    expect((await shared.get()).credential.accessKeyId).to.equal('key 1');
    now = 3_600_001;
    expect((await shared.get()).credential.accessKeyId).to.equal('key 2');
  });

  it('tells an authority that said no from one that was not reached, and from no credential', async () => {
    const code = async (error: unknown) =>
      (
        await caught(
          login(async () => {
            throw error;
          }).get(),
        )
      ).code;
    expect(await code(awsError('AccessDenied', { status: 403 }))).to.equal('UNAUTHENTICATED');
    expect(await code(awsError('InvalidIdentityToken'))).to.equal('UNAUTHENTICATED');
    expect(await code(awsError('CredentialsProviderError'))).to.equal('UNAUTHENTICATED');
    expect(await code(awsError('Throttling'))).to.equal('THROTTLED');
    expect(await code(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).to.equal('UNAVAILABLE');
    expect(await code(new Error('hunter2'))).to.equal('INTERNAL');
  });
});
