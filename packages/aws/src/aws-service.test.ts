import { SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import type { AwsConnection } from './aws-connection.js';
import { AwsService } from './aws-service.js';
import { caught } from './test-kit/caught.js';
import { awsError } from './test-kit/fake-client.js';

const signal = new AbortController().signal;

describe('AwsService', () => {
  function service(renews: boolean): { service: AwsService<object>; renewals: () => number } {
    let renewals = 0;
    const connection: AwsConnection<object> = {
      open: async () => ({}),
      login: undefined,
      renew: async () => {
        renewals += 1;
        return renews;
      },
      close: () => undefined,
    };
    return { service: new AwsService('prod', connection, {}), renewals: () => renewals };
  }
  const failing = (errors: unknown[]) => ({
    subject: 'the read of "x"',
    signal,
    send: async () => {
      const error = errors.shift();
      if (error !== undefined) throw error;
      return 'answer';
    },
  });

  it('renews a credential that AWS refuses once, and repeats the call once', async () => {
    const once = service(true);
    expect(await once.service.call(failing([awsError('ExpiredTokenException')]))).to.equal('answer');
    const twice = service(true);
    const errors = [awsError('ExpiredTokenException'), awsError('ExpiredTokenException'), awsError('x')];
    expect(await caught(twice.service.call(failing(errors)))).to.include({ code: 'UNAUTHENTICATED' });
    expect([once.renewals(), twice.renewals(), errors.length]).to.deep.equal([1, 1, 1]);
  });

  it('does not repeat a call when a renewal is not worth it, or when access was denied', async () => {
    const spent = service(false);
    const errors = [awsError('ExpiredTokenException'), awsError('x')];
    await caught(spent.service.call(failing(errors)));
    const denied = service(true);
    await caught(denied.service.call(failing([awsError('AccessDeniedException')])));
    expect([spent.renewals(), denied.renewals(), errors.length]).to.deep.equal([1, 0, 1]);
  });

  it('gives nothing of a foreign error but words of its tables', async () => {
    const error = await caught(service(false).service.call(failing([awsError('hunter2Exception')])));
    expect(error.message).to.equal(
      'prod: the read of "x" failed in a way that is not known. The cause says what is known of it.',
    );
    expect(JSON.stringify(error.cause)).not.to.include('hunter2');
  });

  it('hands on an error that is in our words already', async () => {
    const own = new SecretsError('INVALID_CONFIG', 'prod: no region is set.');
    expect(await caught(service(false).service.call(failing([own])))).to.equal(own);
  });

  it('ends a call with its signal, also when the SDK does not listen', async () => {
    const controller = new AbortController();
    const call = { subject: 'x', signal: controller.signal, send: () => new Promise<never>(() => undefined) };
    const ended = caught(service(false).service.call(call));
    controller.abort();
    expect(await ended).to.have.property('code', 'ABORTED');
  });
});
