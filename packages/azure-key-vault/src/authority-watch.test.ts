import { expect } from 'chai';
import { AuthorityWatch } from './authority-watch.js';

type Send = AuthorityWatch['policy']['sendRequest'];

describe('AuthorityWatch', () => {
  const sent = async (watch: AuthorityWatch, url: string, next: () => Promise<object>) =>
    watch.policy.sendRequest({ url } as Parameters<Send>[0], next as Parameters<Send>[1]);
  const answer = (status: number, bodyAsText?: string) => async () => ({ status, bodyAsText });
  const failure = async () => {
    throw Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  };

  it('sees the status and the code of a refusal', async () => {
    const watch = new AuthorityWatch();
    await sent(
      watch,
      'https://login.test/t',
      answer(401, '{"error_description":"AADSTS7000215: Invalid client secret"}'),
    );
    expect(watch).to.include({ status: 401, entraCode: '7000215', networkCode: undefined });
  });

  it('sees why the authority was not reached, and passes the failure on', async () => {
    const watch = new AuthorityWatch();
    await sent(watch, 'https://login.test/t', answer(401, 'AADSTS7000215'));
    const passed = await sent(watch, 'https://login.test/t', failure).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(passed).to.have.property('code', 'ECONNREFUSED');
    expect(watch).to.include({ status: undefined, entraCode: undefined, networkCode: 'ECONNREFUSED' });
  });

  it('sees that an answer could not be read', async () => {
    const watch = new AuthorityWatch();
    const unreadable = async () => {
      throw Object.assign(new Error('x'), { code: 'HPE_INVALID_CONSTANT' });
    };
    await sent(watch, 'https://login.test/t', unreadable).catch(() => undefined);
    expect(watch).to.include({ unreadable: true, status: undefined, networkCode: undefined });
    await sent(watch, 'https://login.test/t', answer(200, ' {"access_token":"x"}'));
    expect(watch).to.include({ unreadable: false, status: 200 });
    await sent(watch, 'https://login.test/t', answer(200, '<html>Welcome to our network</html>'));
    expect(watch).to.include({ unreadable: true, status: 200 });
  });

  it('does not take the metadata endpoint of a host for the authority', async () => {
    const watch = new AuthorityWatch();
    await sent(watch, 'http://169.254.169.254/metadata', answer(404));
    await sent(watch, 'http://169.254.169.254/metadata', failure).catch(() => undefined);
    expect(watch).to.include({ status: undefined, networkCode: undefined });
  });
});
