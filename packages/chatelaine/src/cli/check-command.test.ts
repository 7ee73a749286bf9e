import type { ConfiguredBackend, ConfiguredChain } from '@chatelaine/config';
import type { LastKnownGood, SecretsBackend } from '@chatelaine/core';
import { guarded, SecretsError } from '@chatelaine/core';
import { expect } from 'chai';
import { failing, holding, ran } from './in-process.test.support.js';

const backend = (extra: Partial<SecretsBackend> = {}): SecretsBackend => ({ ...holding({}), ...extra });

const configured = (name: string, made: SecretsBackend | SecretsError): ConfiguredBackend => ({
  name,
  provider: `${name}-provider`,
  load: async () => {
    if (SecretsError.is(made)) throw made;
    return guarded(made);
  },
});

const chainOf = (...backends: ConfiguredBackend[]): ConfiguredChain => ({
  source: 'chatelaine.yaml',
  directory: '/srv/app',
  backends,
});

const wrongOption = new SecretsError('INVALID_CONFIG', 'chatelaine.yaml:4:7: there is no option "vaultUlr".');
const unreachable = new SecretsError('UNAVAILABLE', 'shelf: could not be reached (ENOTFOUND).');

describe('chatelaine check', () => {
  it('tells which config was read and that each backend was created', async () => {
    const chain = chainOf(configured('env', backend()), configured('production', backend()));
    expect(await ran('check', { chain })).to.deep.equal({
      exitCode: 0,
      stdout: [
        'config: chatelaine.yaml',
        'folder: /srv/app',
        '',
        'env         env-provider         created',
        'production  production-provider  created',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  it('notes that there is no config', async () => {
    const note = 'No config file was found from /srv/app upwards.';
    const chain = { ...chainOf(configured('env', backend())), note };
    expect((await ran('check', { chain })).stdout).to.include(`folder: /srv/app\n${note}\n\nenv `);
    expect(JSON.parse((await ran('check --json', { chain })).stdout)).to.deep.include({ notes: [note] });
  });

  it('exits 2 when a backend cannot be created, and checks the others too', async () => {
    const chain = chainOf(configured('prod', wrongOption), configured('env', backend()));
    const { exitCode, stdout, stderr } = await ran('check', { chain });
    expect(exitCode).to.equal(2);
    expect(stdout).to.match(
      /prod +prod-provider +not created: INVALID_CONFIG\nenv +env-provider +created\n$/,
    );
    expect(stderr).to.equal('chatelaine: chatelaine.yaml:4:7: there is no option "vaultUlr".\n');
  });

  it('exits 2 when the config cannot be read', async () => {
    const chain = () => Promise.reject(wrongOption);
    expect(await ran('check', { chain })).to.deep.equal({
      exitCode: 2,
      stdout: '',
      stderr: 'chatelaine: chatelaine.yaml:4:7: there is no option "vaultUlr".\n',
    });
  });

  it('asks no backend anything without --live', async () => {
    const chain = chainOf(configured('prod', backend({ probe: () => Promise.reject(unreachable) })));
    expect(await ran('check', { chain })).to.have.property('exitCode', 0);
  });

  it('asks each backend with --live, and tells which answered', async () => {
    const chain = chainOf(
      configured('a', backend({ probe: async () => undefined })),
      configured('b', backend()),
    );
    expect(await ran('check --live', { chain })).to.deep.equal({
      exitCode: 0,
      stdout: [
        'config: chatelaine.yaml',
        'folder: /srv/app',
        '',
        'a  a-provider  answered (0 ms)',
        'b  b-provider  created, has nothing to probe',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  it('exits 3 when one does not answer', async () => {
    const chain = chainOf(configured('prod', backend({ probe: () => Promise.reject(unreachable) })));
    const { exitCode, stdout, stderr } = await ran('check --live', { chain });
    expect(exitCode).to.equal(3);
    expect(stdout).to.match(/prod {2}prod-provider {2}failed: UNAVAILABLE \(0 ms\)\n$/);
    expect(stderr).to.equal('chatelaine: shelf: could not be reached (ENOTFOUND).\n');
  });

  it('exits 2, as "get" does, when only the probe shows that the config is wrong', async () => {
    const late = chainOf(
      configured('down', backend({ probe: () => Promise.reject(unreachable) })),
      configured('late', backend({ probe: () => Promise.reject(wrongOption) })),
    );
    expect(await ran('check --live', { chain: late })).to.have.property('exitCode', 2);
  });

  describe('of a chain with a last known good file', () => {
    const withFile = (load: () => Promise<LastKnownGood>): ConfiguredChain => ({
      ...chainOf(configured('env', backend())),
      lastKnownGood: { settings: { path: '/var/lib/known-good', key: { env: 'KEY' } }, load },
    });
    const usable = { close: async () => undefined } as unknown as LastKnownGood;

    it('tells that it can be used', async () => {
      const { exitCode, stdout } = await ran('check', { chain: withFile(async () => usable) });
      expect(exitCode).to.equal(0);
      expect(stdout).to.match(/\n\nlast known good: \/var\/lib\/known-good {2}usable\n$/);
    });

    it('exits 2 when it cannot, and says why', async () => {
      const chain = withFile(() => Promise.reject(wrongOption));
      const { exitCode, stdout, stderr } = await ran('check', { chain });
      expect(exitCode).to.equal(2);
      expect(stdout).to.match(/not usable: INVALID_CONFIG\n$/);
      expect(stderr).to.equal(`chatelaine: ${wrongOption.message}\n`);
      expect(JSON.parse((await ran('check --json', { chain })).stdout)).to.deep.include({
        ok: false,
        lastKnownGood: {
          path: '/var/lib/known-good',
          outcome: 'not-usable',
          code: 'INVALID_CONFIG',
          message: wrongOption.message,
        },
      });
    });
  });

  it('exits 2 rather than 3 when the config is wrong as well', async () => {
    const probe = () => Promise.reject(unreachable);
    const chain = chainOf(configured('prod', backend({ probe })), configured('other', wrongOption));
    expect(await ran('check --live', { chain })).to.have.property('exitCode', 2);
  });

  it('ends the wait for an answer when it is interrupted', async () => {
    const interrupt = new AbortController();
    const probe = () => {
      interrupt.abort();
      return new Promise<void>(() => undefined);
    };
    const chain = chainOf(configured('prod', backend({ probe })));
    const { exitCode, stderr } = await ran('check --live', { chain, signal: interrupt.signal });
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 130, stderr: 'chatelaine: interrupted.\n' });
  });

  it('closes what it created, and does not mind when that fails', async () => {
    let closed = 0;
    const close = async () => {
      closed += 1;
      throw new Error('cannot');
    };
    expect(await ran('check', { chain: chainOf(configured('a', backend({ close }))) })).to.include({
      exitCode: 0,
      stderr: '',
    });
    expect(closed).to.equal(1);
  });

  it('says of airflow.cfg that there is no metastore here', async () => {
    const chain = { ...chainOf(configured('env', backend())), source: 'airflow.cfg' };
    expect((await ran('check', { chain })).stdout).to.match(/\nThere is no metastore here: /);
    expect((await ran('check', { chain: chainOf(configured('env', backend())) })).stdout).to.not.contain(
      'metastore',
    );
  });

  it('gives the report as one JSON document with --json', async () => {
    const chain = chainOf(configured('prod', wrongOption), configured('env', backend()));
    const { exitCode, stdout, stderr } = await ran('check --json', { chain });
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 2, stderr: '' });
    expect(JSON.parse(stdout)).to.deep.equal({
      ok: false,
      source: 'chatelaine.yaml',
      directory: '/srv/app',
      notes: [],
      backends: [
        {
          backend: 'prod',
          provider: 'prod-provider',
          outcome: 'not-created',
          code: 'INVALID_CONFIG',
          message: 'chatelaine.yaml:4:7: there is no option "vaultUlr".',
        },
        { backend: 'env', provider: 'env-provider', outcome: 'created' },
      ],
    });
  });

  it('prints errors only with --quiet', async () => {
    const chain = chainOf(configured('prod', wrongOption), configured('env', backend()));
    const { stdout, stderr } = await ran('check --quiet', { chain });
    expect(stdout).to.equal('');
    expect(stderr).to.contain('vaultUlr');
  });

  describe('given references', () => {
    const chain = chainOf(configured('shelf', backend()));
    const values = { 'connection/mail': 'smtp://relay.example/#s3cr3t', 'variable/hello': 'w0rld' };

    it('tells which are there and what reading them lost, without a value', async () => {
      const { exitCode, stdout, stderr } = await ran('check connection/mail variable/hello', {
        chain,
        backends: [holding(values)],
      });
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
      expect(stdout).to.match(
        /\n\nconnection\/mail +found in shelf\n +lost in reading: .+\nvariable\/hello +found in shelf\n$/,
      );
      expect(stdout).to.not.match(/s3cr3t|w0rld/);
    });

    it('exits 1 when one is missing, and 3 when one fails', async () => {
      const missing = await ran('check variable/hello variable/nothing', {
        chain,
        backends: [holding(values)],
      });
      expect(missing).to.include({ exitCode: 1, stderr: '' });
      expect(missing.stdout).to.match(/variable\/nothing +not found\n$/);
      const failed = await ran('check variable/hello', { chain, backends: [failing(unreachable, 'shelf')] });
      expect(failed).to.include({
        exitCode: 3,
        stderr: 'chatelaine: shelf: could not be reached (ENOTFOUND).\n',
      });
    });

    it('gives them with --json', async () => {
      const { stdout } = await ran('check variable/hello --json', { chain, backends: [holding(values)] });
      expect(JSON.parse(stdout)).to.deep.include({
        ok: true,
        references: [{ reference: 'variable/hello', outcome: 'found', backend: 'shelf', losses: [] }],
      });
    });

    it('refuses one that cannot be right', async () => {
      expect(await ran('check hello', { chain, backends: [holding(values)] })).to.have.property(
        'exitCode',
        2,
      );
    });

    it('does not ask for them while the config is wrong', async () => {
      const wrong = chainOf(configured('prod', wrongOption));
      expect(await ran('check variable/hello', { chain: wrong })).to.have.property('exitCode', 2);
    });
  });
});
