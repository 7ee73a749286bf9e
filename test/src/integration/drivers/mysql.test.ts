import { expect } from 'chai';
import { toMysql } from 'chatelaine/drivers';
import mysql from 'mysql2/promise';
import type { MariadbServer } from '../../support/servers/mariadb-server.js';
import { startMariadb } from '../../support/servers/mariadb-server.js';
import { HARDEST_PASSWORD, storedAsUri } from '../../support/stored-as-uri.js';

const LOGIN = 'app:user/é"\'';
const DATABASE = 'a?b%41 é`c';

describe('toMysql, against MariaDB', () => {
  let server: MariadbServer;
  const ask = async (more: object, sql: string): Promise<unknown> => {
    const fields = storedAsUri({
      type: 'mysql',
      host: server.host,
      port: server.port,
      login: LOGIN,
      password: HARDEST_PASSWORD,
      schema: DATABASE,
      ...more,
    });
    const connection = await mysql.createConnection(toMysql(fields));
    try {
      const [rows] = await connection.query<mysql.RowDataPacket[]>(sql);
      return rows[0]?.answer;
    } finally {
      await connection.end();
    }
  };
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'no error',
      (error: unknown) => (error as { code?: unknown }).code,
    );
  const CIPHER =
    "SELECT VARIABLE_VALUE <> '' AS answer FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'SSL_CIPHER'";

  before(async function () {
    server = await startMariadb(this, { login: LOGIN, password: HARDEST_PASSWORD, database: DATABASE });
  });
  after(async () => await server?.stop());

  it('logs in with a hard login, password and database', async () => {
    expect(await ask({}, "SELECT substring_index(user(), '@', 1) AS answer")).to.equal(LOGIN);
    expect(await ask({}, 'SELECT database() AS answer')).to.equal(DATABASE);
  });

  it('is refused with another password', async () => {
    expect(await codeOf(ask({ password: `${HARDEST_PASSWORD}x` }, 'SELECT 1'))).to.equal(
      'ER_ACCESS_DENIED_ERROR',
    );
  });

  it('connects through a unix socket, named by the host or by the extra', async () => {
    expect(await ask({ host: server.socket }, 'SELECT 1 AS answer')).to.equal(1);
    expect(await ask({ port: 1, extra: { unix_socket: server.socket } }, 'SELECT 1 AS answer')).to.equal(1);
  });

  it('speaks TLS or not, as ssl_mode and ssl say', async () => {
    expect(await ask({}, CIPHER)).to.equal(0);
    expect(await ask({ extra: { ssl_mode: 'REQUIRED' } }, CIPHER)).to.equal(1);
    expect(await ask({ extra: { ssl_mode: 'VERIFY_CA', ssl: { ca: server.ca } } }, CIPHER)).to.equal(1);
    expect(await ask({ host: 'localhost', extra: { ssl: { ca: server.ca } } }, CIPHER)).to.equal(1);
  });

  it('refuses a server whose certificate is not trusted, or is for another name', async () => {
    const untrusted = ask({ host: 'localhost', extra: { ssl_mode: 'VERIFY_IDENTITY' } }, CIPHER);
    expect(await codeOf(untrusted)).to.equal('HANDSHAKE_SSL_ERROR');
    // The short form of 127.0.0.1 counts as a name.
    const otherName = ask({ host: '127.1', extra: { ssl: { ca: server.ca } } }, CIPHER);
    expect(await codeOf(otherName)).to.equal('HANDSHAKE_SSL_ERROR');
  });

  it('follows the charset and the time-out', async () => {
    const extra = { charset: 'latin1', connect_timeout: '10' };
    expect(await ask({ extra }, 'SELECT @@character_set_client AS answer')).to.equal('latin1');
  });
});
