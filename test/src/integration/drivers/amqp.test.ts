import { connect } from 'amqplib';
import { expect } from 'chai';
import { toAmqp } from 'chatelaine/drivers';
import type { RabbitmqServer } from '../../support/servers/rabbitmq-server.js';
import { startRabbitmq } from '../../support/servers/rabbitmq-server.js';
import { HARDEST_PASSWORD, storedAsUri } from '../../support/stored-as-uri.js';

const LOGIN = 'app:user/é@';
const VHOST = '/a%41 b?é/';

describe('toAmqp, against RabbitMQ', () => {
  let server: RabbitmqServer;
  const open = async (more: object): Promise<number | undefined> => {
    const options = toAmqp(
      storedAsUri({
        type: 'amqp',
        host: server.host,
        port: server.port,
        login: LOGIN,
        password: HARDEST_PASSWORD,
        schema: VHOST,
        ...more,
      }),
    );
    const connection = await connect(options, options.socket);
    connection.on('error', () => undefined);
    try {
      const channel = await connection.createChannel();
      const { messageCount } = await channel.assertQueue('', { exclusive: true });
      return messageCount;
    } finally {
      await connection.close();
    }
  };
  const failed = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
    } catch (error) {
      return String(error);
    }
    throw new Error('Expected the server to refuse.');
  };

  before(async function () {
    server = await startRabbitmq(this, { login: LOGIN, password: HARDEST_PASSWORD, vhost: VHOST });
  });
  after(async () => await server?.stop());

  it('logs in with a hard login, password and virtual host', async () => {
    expect(await open({})).to.equal(0);
    expect(await open({ extra: { heartbeat: '30', connection_timeout: '5000', channel_max: 100 } })).to.equal(
      0,
    );
  });

  it('is refused with another password', async () => {
    expect(await failed(open({ password: `${HARDEST_PASSWORD}x` }))).to.contain('ACCESS_REFUSED');
  });

  it('is refused at a virtual host that is not there', async () => {
    expect(await failed(open({ schema: '/aA b?é/' }))).to.match(/Expected ConnectionOpenOk/);
  });

  it('speaks TLS, and checks the certificate unless told otherwise', async () => {
    const tls = { type: 'amqps', host: 'localhost', port: server.tlsPort };
    expect(await open({ ...tls, extra: { cacertfile: server.ca } })).to.equal(0);
    expect(await open({ ...tls, extra: { verify: 'verify_none' } })).to.equal(0);
    expect(await failed(open(tls))).to.match(/self-signed/);
  });
});
