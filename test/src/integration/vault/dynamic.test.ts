import { type Connection, createSecrets, type FoundSecret } from '@chatelaine/core';
import { parseConnection } from '@chatelaine/core/connection';
import { ManualClock } from '@chatelaine/testing';
import { type VaultBackend, vault } from '@chatelaine/vault';
import { expect } from 'chai';
import { toPostgres, toRedis } from 'chatelaine/drivers';
import pg from 'pg';
import { createClient } from 'redis';
import { BaoAdmin } from '../../support/bao-admin.js';
import { eventually } from '../../support/eventually.js';
import { type OpenBaoServer, startOpenBao } from '../../support/servers/openbao-server.js';
import { type PostgresServer, startPostgres } from '../../support/servers/postgres-server.js';
import { type RedisServer, startRedis } from '../../support/servers/redis-server.js';

const ADMIN = { login: 'the-admin', password: 'p@ss/word of the admin' };
const REF = { kind: 'connection', id: 'app_db' } as const;
const POLICY = `
  path "database/creds/*" { capabilities = ["read"] }
  path "database/static-creds/*" { capabilities = ["read"] }
  path "sys/leases/revoke" { capabilities = ["update"] }
`;

interface LeaseFacts {
  readonly id: string;
  readonly last_renewal: string | null;
}

describe('Credentials that Vault makes', () => {
  const options = { signal: new AbortController().signal };
  const opened: VaultBackend[] = [];
  let bao: OpenBaoServer;
  let admin: BaoAdmin;
  let postgres: PostgresServer;
  let redis: RedisServer;

  before(async function () {
    this.timeout(60_000);
    postgres = await startPostgres(this, ADMIN);
    redis = await startRedis(this, ADMIN);
    bao = await startOpenBao(this);
    admin = new BaoAdmin(bao);
    await admin.do('POST', 'sys/mounts/database', { type: 'database' });
    await admin.do('POST', 'database/config/app', {
      plugin_name: 'postgresql-database-plugin',
      connection_url: `postgresql://{{username}}:{{password}}@127.0.0.1:${postgres.port}/postgres?sslmode=require`,
      username: ADMIN.login,
      password: ADMIN.password,
      allowed_roles: '*',
    });
    await admin.do('POST', 'database/roles/app', {
      db_name: 'app',
      creation_statements: [
        `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'`,
      ],
      default_ttl: '1h',
      max_ttl: '24h',
    });
    await admin.do('POST', 'database/config/cache', {
      plugin_name: 'redis-database-plugin',
      host: '127.0.0.1',
      port: redis.port,
      username: ADMIN.login,
      password: ADMIN.password,
      allowed_roles: '*',
    });
    await admin.do('POST', 'database/roles/cache', {
      db_name: 'cache',
      creation_statements: '["~*", "+@all"]',
      default_ttl: '1h',
      max_ttl: '24h',
    });
  });

  afterEach(async () => {
    for (const backend of opened.splice(0)) await backend.close();
  });

  after(async () => {
    await bao?.stop();
    await redis?.stop();
    await postgres?.stop();
  });

  const open = async (clock?: ManualClock, token?: string): Promise<VaultBackend> => {
    const login = token === undefined ? await admin.appRole('app', 'app') : { token };
    await admin.policy('app', POLICY);
    const backend = vault(
      {
        url: bao.url,
        ...login,
        secretsPath: null,
        dynamic: {
          app_db: {
            path: 'database/creds/app',
            connection: `postgres://localhost:${postgres.port}/postgres?sslmode=verify-full`,
          },
          cache: { path: 'database/creds/cache', connection: `redis://127.0.0.1:${redis.port}` },
          'app-password': { path: 'database/creds/app', as: 'secret', key: 'password' },
          'app-all': { path: 'database/creds/app', as: 'secret' },
          fixed: { path: 'database/static-creds/fixed', connection: 'postgres://localhost/postgres' },
        },
      },
      clock === undefined ? {} : { clock },
    );
    opened.push(backend);
    return backend;
  };

  const credentialOf = (found: FoundSecret | undefined): pg.ClientConfig => {
    const { login, password } = parseConnection(String(found?.value)).fields;
    return { user: login ?? '', password: password ?? '' };
  };

  const canLogIn = async (credential: pg.ClientConfig): Promise<boolean> => {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: postgres.port,
      database: 'postgres',
      ...credential,
    });
    try {
      await client.connect();
      return true;
    } catch (error) {
      if (error instanceof pg.DatabaseError) return false;
      throw error;
    } finally {
      await client.end();
    }
  };

  const revokeAll = () => admin.do('POST', 'sys/leases/revoke-prefix/database/creds/app', { sync: true });

  const leases = async (): Promise<readonly LeaseFacts[]> => {
    const { body } = await bao.ask('GET', 'sys/leases/lookup/database/creds/app/?list=true');
    const { keys = [] } = (body as { data?: { keys?: string[] } }).data ?? {};
    const facts = keys.map(async (key) => {
      const lease_id = `database/creds/app/${key}`;
      const { data } = await admin.do<{ data: LeaseFacts }>('POST', 'sys/leases/lookup', { lease_id });
      return data;
    });
    return Promise.all(facts);
  };

  it('open a PostgreSQL as a connection does, and are gone when the backend closes', async () => {
    const secrets = createSecrets({ backends: [await open()] });
    const connection = await secrets.getConnection('app_db');
    const { user, password } = toPostgres(connection);

    const client = new pg.Client({ ...toPostgres(connection), ssl: { ca: postgres.ca } });
    await client.connect();
    const { rows } = await client.query('SELECT current_user AS name');
    await client.end();

    expect(rows).to.deep.equal([{ name: connection.login }]);
    expect(connection.origin.name).to.equal('database/creds/app');
    const hour = connection.origin.fetchedAt + 3_600_000;
    expect(connection.origin.expiresAt?.getTime()).to.be.within(hour - 60_000, hour + 1_000);
    const credential = { user: String(user), password: String(password) };
    expect(await canLogIn(credential)).to.equal(true);

    await secrets.close();

    expect(await leases()).to.deep.equal([]);
    expect(await canLogIn(credential)).to.equal(false);
  });

  it('open a Redis, whose user goes with the backend', async () => {
    const secrets = createSecrets({ backends: [await open()] });
    const connection = await secrets.getConnection('cache');
    const settings = toRedis(connection);

    const client = createClient(settings);
    await client.connect();
    expect(await client.sendCommand(['ACL', 'WHOAMI'])).to.equal(connection.login);
    client.destroy();
    await secrets.close();

    const late = createClient(settings);
    late.on('error', () => late.destroy());
    const outcome = await late.connect().then(
      () => 'admitted',
      () => 'refused',
    );
    expect(outcome).to.equal('refused');
  });

  it('are one for all who ask, at once or later, and in whatever form', async () => {
    const backend = await open();
    const found = await Promise.all(Array.from({ length: 16 }, () => backend.find(REF, options)));
    const { user, password } = credentialOf(found[0]);

    expect(new Set(found.map((each) => each?.value)).size).to.equal(1);
    expect(credentialOf(await backend.find(REF, options))).to.deep.equal({ user, password });
    const secret = await backend.find({ kind: 'secret', id: 'app-password' }, options);
    expect(secret?.value).to.equal(password);
    const all = await backend.find({ kind: 'secret', id: 'app-all' }, options);
    expect(JSON.parse(String(all?.value))).to.deep.equal({ username: user, password });
    expect(await leases()).to.have.length(1);
  });

  it('are renewed behind everybody’s back, and keep what they are', async () => {
    const clock = new ManualClock(Date.now());
    const backend = await open(clock, await admin.token('app', POLICY, { ttl: '24h' }));
    const before = await backend.find(REF, options);

    await clock.advance(40 * 60_000);
    const renewed = await eventually(async () =>
      (await leases()).find((lease) => lease.last_renewal !== null),
    );

    expect(renewed.id).to.match(/^database\/creds\/app\//);
    const after = await eventually(async () => {
      const found = await backend.find(REF, options);
      return found?.expiresAt?.getTime() === before?.expiresAt?.getTime() ? undefined : found;
    });
    expect(after.value).to.equal(before?.value);
    expect(after.expiresAt?.getTime()).to.be.greaterThan(before?.expiresAt?.getTime() ?? 0);
  });

  it('are made anew behind everybody’s back when somebody has revoked them', async () => {
    const clock = new ManualClock(Date.now());
    const backend = await open(clock, await admin.token('app', POLICY, { ttl: '24h' }));
    const before = credentialOf(await backend.find(REF, options));
    await revokeAll();

    await clock.advance(40 * 60_000);

    const after = await eventually(async () => {
      const found = credentialOf(await backend.find(REF, options));
      return found.user === before.user ? undefined : found;
    });
    expect(await canLogIn(before)).to.equal(false);
    expect(await canLogIn(after)).to.equal(true);
  });

  describe('that an administrator has revoked', () => {
    const REFUSED = new Error('refused');
    const logInWith = async (connection: Connection): Promise<string> => {
      const { user, password } = toPostgres(connection);
      if (!(await canLogIn({ user: String(user), password: String(password) }))) throw REFUSED;
      return String(user);
    };
    const isRefused = (error: unknown): boolean => error === REFUSED;

    it('are replaced by the second call of use(), with one lease more', async () => {
      const secrets = createSecrets({ backends: [await open()] });
      const handle = secrets.handle('connection/app_db');
      const first = await handle.use(logInWith, { isRefused });
      expect(await leases()).to.have.length(1);
      await revokeAll();
      const asked: string[] = [];
      const working = await handle.use(
        (connection) => {
          asked.push(connection.login ?? '');
          return logInWith(connection);
        },
        { isRefused },
      );
      expect(asked).to.deep.equal([first, working]);
      expect(working).not.to.equal(first);
      expect(await leases()).to.have.length(1);
      await secrets.close();
    });

    it('are replaced for a read past the cache, and for the next after invalidate()', async () => {
      const secrets = createSecrets({ backends: [await open()] });
      const logins = [await logInWith(await secrets.getConnection('app_db'))];
      const read = {
        past: () => secrets.getConnection('app_db', { fresh: true }),
        next: () => {
          secrets.invalidate('connection/app_db');
          return secrets.getConnection('app_db');
        },
      };
      for (const again of [read.past, read.next]) {
        await revokeAll();
        const revokedAt = Date.now();
        const connection = await again();
        expect(connection.origin.fetchedAt).to.be.at.least(revokedAt);
        logins.push(await logInWith(connection));
      }
      expect(new Set(logins).size).to.equal(3);
      await secrets.close();
    });

    it('cost one lease alone, however often they are read and while they hold', async () => {
      const backend = await open();
      const found: unknown[] = [];
      for (let round = 0; round < 5; round += 1)
        found.push(credentialOf(await backend.find(REF, options)).user);
      expect(await leases()).to.have.length(1);
      await revokeAll();
      const after = await Promise.all(Array.from({ length: 16 }, () => backend.find(REF, options)));
      expect(new Set(found).size).to.equal(1);
      expect(new Set(after.map((each) => credentialOf(each).user)).size).to.equal(1);
      expect(await leases()).to.have.length(1);
    });
  });

  it('of a static role are read each time, until Vault changes them', async () => {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: postgres.port,
      database: 'postgres',
      user: ADMIN.login,
      password: ADMIN.password,
    });
    await client.connect();
    await client.query('CREATE ROLE fixed LOGIN');
    await client.end();
    const role = { db_name: 'app', username: 'fixed', rotation_period: '1h' };
    await admin.do('POST', 'database/static-roles/fixed', role);
    const backend = await open();

    const before = await backend.find({ kind: 'connection', id: 'fixed' }, options);
    expect(await canLogIn(credentialOf(before))).to.equal(true);
    expect(before?.expiresAt?.getTime()).to.be.within(Date.now() + 3_500_000, Date.now() + 3_600_000);

    await admin.do('POST', 'database/rotate-role/fixed');
    const after = await backend.find({ kind: 'connection', id: 'fixed' }, options);
    expect(await canLogIn(credentialOf(before))).to.equal(false);
    expect(await canLogIn(credentialOf(after))).to.equal(true);
  });

  it('are described and listed without one being made', async () => {
    const backend = await open();
    const listed: string[] = [];
    for await (const { ref, name } of backend.list({ kind: 'secret' }, options))
      listed.push(`${ref.id}: ${name}`);

    expect(await backend.describe(REF, options)).to.deep.equal({ name: 'database/creds/app' });
    expect(listed).to.deep.equal(['app-password: database/creds/app', 'app-all: database/creds/app']);
    expect(await leases()).to.deep.equal([]);
  });
});
