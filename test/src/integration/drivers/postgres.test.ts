import { expect } from 'chai';
import { toPostgres } from 'chatelaine/drivers';
import pg from 'pg';
import type { PostgresServer } from '../../support/servers/postgres-server.js';
import { startPostgres } from '../../support/servers/postgres-server.js';
import { HARDEST_PASSWORD, storedAsUri } from '../../support/stored-as-uri.js';

const LOGIN = 'app@é/:"user';
const DATABASE = 'a/b?c%41 é';

describe('toPostgres, against PostgreSQL', () => {
  let server: PostgresServer;
  const fields = (more: object = {}) =>
    storedAsUri({
      type: 'postgres',
      host: server.host,
      port: server.port,
      login: LOGIN,
      password: HARDEST_PASSWORD,
      schema: 'postgres',
      ...more,
    });
  const ask = async (more: object, sql: string): Promise<unknown> => {
    const client = new pg.Client(toPostgres(fields(more)));
    await client.connect();
    try {
      const { rows } = await client.query({ text: sql, rowMode: 'array' });
      return rows[0]?.[0];
    } finally {
      await client.end();
    }
  };

  before(async function () {
    server = await startPostgres(this, { login: LOGIN, password: HARDEST_PASSWORD });
    await ask({}, `CREATE DATABASE ${pg.escapeIdentifier(DATABASE)}`);
  });
  after(async () => await server?.stop());

  it('logs in with a hard login, password and database', async () => {
    expect(await ask({}, 'SELECT current_user')).to.equal(LOGIN);
    expect(await ask({ schema: DATABASE }, 'SELECT current_database()')).to.equal(DATABASE);
  });

  it('is refused with another password', async () => {
    const refused = ask({ password: `${HARDEST_PASSWORD}x` }, 'SELECT 1');
    expect(await refused.catch((error: unknown) => error)).to.have.property('code', '28P01');
  });

  it('connects through the unix socket whose folder is the host', async () => {
    const sql = "SELECT coalesce(host(inet_client_addr()), 'socket')";
    expect(await ask({ host: server.socketFolder, extra: { sslmode: 'require' } }, sql)).to.equal('socket');
  });

  it('speaks TLS or not, as sslmode says', async () => {
    const sql = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
    expect(await ask({ extra: { sslmode: 'disable' } }, sql)).to.equal(false);
    expect(await ask({ extra: { sslmode: 'require' } }, sql)).to.equal(true);
    expect(await ask({ extra: { sslmode: 'verify-ca', sslrootcert: server.ca } }, sql)).to.equal(true);
    const byName = { host: 'localhost', extra: { sslmode: 'verify-full', sslrootcert: server.ca } };
    expect(await ask(byName, sql)).to.equal(true);
  });

  it('refuses a server whose certificate is not trusted, or is for another name', async () => {
    const untrusted = ask({ host: 'localhost', extra: { sslmode: 'verify-full' } }, 'SELECT 1');
    expect(await untrusted.catch((error: unknown) => error)).to.have.property(
      'code',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    );
    const otherName = ask({ extra: { sslmode: 'verify-full', sslrootcert: server.ca } }, 'SELECT 1');
    expect(await otherName.catch((error: unknown) => error)).to.have.property(
      'code',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    );
  });

  it('gives the server the name of the application and its options', async () => {
    const extra = {
      application_name: "it's a test",
      options: '-c search_path=pg_catalog',
      connect_timeout: '10',
      keepalives: '1',
      channel_binding: 'prefer',
      sslmode: 'require',
    };
    expect(await ask({ extra }, 'SHOW application_name')).to.equal("it's a test");
    expect(await ask({ extra }, 'SHOW search_path')).to.equal('pg_catalog');
  });
});
