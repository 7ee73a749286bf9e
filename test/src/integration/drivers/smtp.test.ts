import { expect } from 'chai';
import { toSmtp } from 'chatelaine/drivers';
import { createTransport } from 'nodemailer';
import type { RunningServer } from '../../support/servers/running-server.js';
import type { SmtpSecurity } from '../../support/servers/smtp-server.js';
import { startSmtp } from '../../support/servers/smtp-server.js';
import { HARDEST_PASSWORD, storedAsUri } from '../../support/stored-as-uri.js';

const LOGIN = 'app:user/é@example.com';

const EXTRAS: Readonly<Record<SmtpSecurity, Readonly<Record<string, string>>>> = {
  implicit: {},
  starttls: { disable_ssl: 'true' },
  plain: { disable_ssl: 'True', disable_tls: 'true' },
};

for (const security of Object.keys(EXTRAS) as SmtpSecurity[]) {
  describe(`toSmtp, against aiosmtpd with TLS "${security}"`, () => {
    let server: RunningServer;
    const send = async (extra: object, password = HARDEST_PASSWORD): Promise<unknown> => {
      const options = toSmtp(
        storedAsUri({
          type: 'smtp',
          host: server.host,
          port: server.port,
          login: LOGIN,
          password,
          extra: { ...EXTRAS[security], from_email: 'Tests <tests@example.com>', timeout: '10', ...extra },
        }),
      );
      const transport = createTransport(options, options.defaults);
      const { envelope } = await transport.sendMail({
        to: 'you@example.com',
        subject: 'Hello',
        text: 'Hello.',
      });
      return envelope;
    };
    const codeOf = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => 'no error',
        (error: unknown) => (error as { code?: unknown }).code,
      );

    before(async function () {
      server = await startSmtp(this, security, { login: LOGIN, password: HARDEST_PASSWORD });
    });
    after(async () => await server?.stop());

    it('logs in with a hard login and password, and sends from the given address', async () => {
      const envelope = { from: 'tests@example.com', to: ['you@example.com'] };
      expect(await send({ ssl_context: 'none' })).to.deep.equal(envelope);
    });

    it('is refused with another password', async () => {
      expect(await codeOf(send({ ssl_context: 'none' }, `${HARDEST_PASSWORD}x`))).to.equal('EAUTH');
    });

    if (security === 'plain') {
      it('sends nothing without TLS where TLS was asked for', async () => {
        expect(await codeOf(send({ disable_tls: 'false', ssl_context: 'none' }))).to.equal('ETLS');
        expect(await codeOf(send({ disable_ssl: 'false', ssl_context: 'none' }))).to.equal('ESOCKET');
      });
    } else {
      it('refuses a certificate that is not trusted', async () => {
        expect(await codeOf(send({}))).to.be.oneOf(['ESOCKET', 'ETLS']);
      });
    }
  });
}
