import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { clusterPart, userPart } from './kubeconfig-entry.js';
import { parseKubeconfig } from './parse-kubeconfig.js';

const entry = (content: Record<string, unknown>) => ({ content, directory: '/nowhere' });
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('An entry of a kubeconfig', () => {
  it('says where the cluster is and how it is known', async () => {
    expect(
      await clusterPart(
        entry({
          server: 'https://host:6443/path/',
          'certificate-authority-data': base64('PEM'),
          'tls-server-name': 'kubernetes',
          'disable-compression': 'true',
          'insecure-skip-tls-verify': 'false',
        }),
        'k',
      ),
    ).to.deep.equal({ server: 'https://host:6443/path', ca: 'PEM', serverName: 'kubernetes' });
  });

  it('refuses an address that is not https, or that holds more than an address', async () => {
    for (const server of [
      'http://host',
      'host:6443',
      'https://me:hunter2@host',
      'https://host?hunter2',
      '',
    ]) {
      const error = await caught(clusterPart(entry({ server }), 'k'));
      expect(error).to.have.property('code', 'INVALID_CONFIG');
      expect(error.message).not.to.include('hunter2');
    }
  });

  it('refuses what is not known, without quoting it', async () => {
    const error = await caught(userPart(entry({ token: 'x', hunter2: 'y' }), 'k'));
    expect(error.message).to.equal(
      'k: the user in the kubeconfig has a key that is not known here. Remove it, or use another.',
    );
  });

  it('wants a client certificate and its key together', async () => {
    const half = entry({ 'client-certificate-data': base64('PEM') });
    expect(await caught(userPart(half, 'k'))).to.have.property('code', 'INVALID_CONFIG');
    const whole = entry({ 'client-certificate-data': base64('C'), 'client-key-data': base64('K') });
    expect(await userPart(whole, 'k')).to.deep.equal({ token: undefined, certificate: 'C', key: 'K' });
  });

  it('says that a user has no credential, which no request would tell', async () => {
    expect(await caught(userPart(entry({}), 'k'))).to.have.property('code', 'UNAUTHENTICATED');
  });

  it('refuses a token that would end the header that it is sent in', async () => {
    const error = await caught(userPart(entry({ token: 'hunter2\r\nx: y' }), 'k'));
    expect(error).to.have.property('code', 'INVALID_CONFIG');
    expect(error.message).not.to.include('hunter2');
  });
});

describe('parseKubeconfig', () => {
  const parse = (text: string) => parseKubeconfig(text, '/home/me/.kube/config', 'k');

  it('reads every scalar as text: a token may be made of digits', async () => {
    const config = await parse('current-context: 1\nusers:\n- name: 2\n  user: {token: 0123456789}\n');
    expect(config.currentContext).to.equal('1');
    expect(config.users.get('2')).to.deep.equal({ token: '0123456789' });
    expect(config.directory).to.equal('/home/me/.kube');
  });

  it('takes the first of two entries with one name', async () => {
    const users = [1, 2].map((token) => ({ name: 'me', user: { token: String(token) } }));
    expect((await parse(JSON.stringify({ users }))).users.get('me')).to.deep.equal({ token: '1' });
  });

  it('says in which line a text is no YAML, and quotes none of it', async () => {
    const bad = 'users:\n- name: "hunter2\n';
    const error = await caught(parse(bad));
    expect(error.message).to.match(/^k: the kubeconfig is no YAML in line \d+\./);
    for (const text of [bad, 'hunter2', '- hunter2', '*hunter2', 'a: *hunter2', '']) {
      const failure = await caught(parse(text));
      expect(failure).to.have.property('code', 'INVALID_CONFIG');
      expect(failure.message).not.to.include('hunter2');
    }
  });
});
