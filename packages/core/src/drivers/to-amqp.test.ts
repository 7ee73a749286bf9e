import { expect } from 'chai';
import type { JsonObject } from '../json.js';
import { describeExtra, PEM, refused } from './refused.test.fixture.js';
import { toAmqp } from './to-amqp.js';

const withExtra = (extra: JsonObject, type = 'amqp') => toAmqp({ type, host: 'q', extra });

describe('toAmqp', () => {
  it('takes the fields as they are, and encodes the virtual host as amqplib decodes it', () => {
    const fields = { type: 'amqp', host: 'q', port: 5673, login: 'me', password: 'p%41', schema: '/a%41' };
    expect(toAmqp(fields)).to.deep.equal({
      protocol: 'amqp',
      hostname: 'q',
      port: 5673,
      username: 'me',
      password: 'p%41',
      vhost: '/a%2541',
    });
  });

  it("leaves out what is empty, so that the driver's defaults hold", () => {
    const fields = { type: 'amqp', host: '', login: '', schema: '', extra: { unknown: 1 } };
    expect(toAmqp(fields)).to.deep.equal({ protocol: 'amqp', hostname: 'localhost' });
  });

  it("follows the query parameters of RabbitMQ's URIs", () => {
    const extra = {
      heartbeat: '30',
      connection_timeout: '5000',
      channel_max: 100,
      frame_max: 4096,
      locale: 'en_US',
    };
    const options = {
      heartbeat: 30,
      channelMax: 100,
      frameMax: 4096,
      locale: 'en_US',
      socket: { timeout: 5000 },
    };
    expect(withExtra(extra)).to.deep.equal({ protocol: 'amqp', hostname: 'q', ...options });
  });

  it('speaks TLS for the type amqps or for ssl, and checks the certificate unless told otherwise', () => {
    expect(withExtra({}, 'amqps')).to.deep.include({
      protocol: 'amqps',
      socket: { rejectUnauthorized: true },
    });
    expect(withExtra({ ssl: 'true', verify: 'verify_none' }, 'rabbitmq')).to.deep.include({
      protocol: 'amqps',
      socket: { rejectUnauthorized: false },
    });
    const extra = {
      cacertfile: PEM,
      certfile: PEM,
      keyfile: PEM,
      password: 'p',
      server_name_indication: 'n',
    };
    expect(withExtra(extra, 'amqps').socket).to.deep.equal({
      rejectUnauthorized: true,
      ca: PEM,
      cert: PEM,
      key: PEM,
      passphrase: 'p',
      servername: 'n',
    });
  });

  for (const [key, extra, type] of [
    ['cacertfile', { cacertfile: '/CANARY.pem' }, 'amqps'],
    ['cacertfile', { cacertfile: PEM }, 'amqp'],
    ['verify', { verify: 'verify_peer' }, 'amqp'],
    ['verify', { verify: 'CANARY' }, 'amqps'],
    ['ssl', { ssl: false }, 'amqps'],
    ['ssl_options', { ssl_options: { CANARY: 1 } }, 'amqps'],
    ['auth_mechanism', { auth_mechanism: 'external' }, 'amqps'],
    ['heartbeat', { heartbeat: 'CANARY' }, 'amqp'],
  ] satisfies [string, JsonObject, string][]) {
    it(`refuses ${describeExtra(extra)} for ${type}, naming ${key}`, () => {
      expect(refused(() => withExtra(extra, type)).field).to.deep.equal(['extra', key]);
    });
  }
});
