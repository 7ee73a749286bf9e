import type { Env } from '@chatelaine/core';
import { expect } from 'chai';
import type { AzureKeyVaultOptions } from './azure-key-vault-options.js';
import { caught } from './test-kit/caught.js';
import { checkAddresses } from './vault-url.js';

const VAULT = 'https://contoso.vault.azure.net';

describe('The addresses of a vault', () => {
  const check = (options: Partial<AzureKeyVaultOptions>, env: Env = {}) =>
    checkAddresses({ vaultUrl: VAULT, ...options }, env, 'prod');

  for (const url of [VAULT, `${VAULT}/`, 'https://Contoso.vault.azure.net', `${VAULT}:443`]) {
    it(`may be written ${url}`, () => {
      expect(check({ vaultUrl: url }).vault).to.equal(VAULT);
    });
  }

  const refused: readonly (readonly [string, string])[] = [
    ['contoso', 'is not a URL'],
    ['contoso.vault.azure.net', 'is not a URL'],
    ['http://contoso.vault.azure.net', 'does not begin with https://'],
    ['https://user:hunter2@contoso.vault.azure.net', 'holds a user name or password'],
    [`${VAULT}/secrets/hunter2`, 'holds a path'],
    [`${VAULT}?hunter2`, 'holds a query'],
    [`${VAULT}?`, 'holds a query'],
    [`${VAULT}#hunter2`, 'holds a fragment'],
    [` ${VAULT}`, 'is not written as https://host'],
    ['https:contoso.vault.azure.net', 'is not written as https://host'],
    ['https://contoso.managedhsm.azure.net', 'names a managed HSM'],
    ['https://managedhsm.azure.net', 'names a managed HSM'],
    ['https://contoso.privatelink.vaultcore.azure.net', 'names the private link of a vault'],
    ['https://privatelink.vaultcore.azure.net', 'names the private link of a vault'],
    ['https://contoso.vault.azure.net.', 'has a host that ends in "."'],
    ['https://contoso.managedhsm.azure.net.:443', 'has a host that ends in "."'],
  ];
  for (const [url, problem] of refused) {
    it(`is refused when it ${problem}, without being quoted (${url})`, async () => {
      const error = await caught(() => check({ vaultUrl: url }));
      expect(error.message).to.match(new RegExp(`^prod: option "vaultUrl" ${problem}\\.`));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['vaultUrl'] });
      expect(error.message).not.to.include('hunter2').and.not.to.include('contoso');
    });
  }

  it('come with the authority of their cloud', () => {
    expect(check({}).authority).to.equal('https://login.microsoftonline.com');
    expect(check({ vaultUrl: 'https://x.vault.azure.cn' }).authority).to.equal(
      'https://login.chinacloudapi.cn',
    );
    expect(check({ vaultUrl: 'https://x.vault.usgovcloudapi.net' }).authority).to.equal(
      'https://login.microsoftonline.us',
    );
    expect(check({ vaultUrl: 'https://vault.internal:8443' }).authority).to.equal(undefined);
  });

  it('take an authority that belongs to their cloud, or to a test on this machine', () => {
    const china = {
      vaultUrl: 'https://x.vault.azure.cn',
      authorityHost: 'https://login.partner.microsoftonline.cn/',
    };
    expect(check(china).authority).to.equal('https://login.partner.microsoftonline.cn');
    expect(check({ authorityHost: 'https://localhost:8443' }).authority).to.equal('https://localhost:8443');
    expect(check({ authorityHost: 'https://127.0.0.1:8443' }).authority).to.equal('https://127.0.0.1:8443');
    expect(check({}, { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/' }).authority).to.equal(
      'https://login.microsoftonline.com',
    );
    expect(check({}, { AZURE_AUTHORITY_HOST: '' }).authority).to.equal('https://login.microsoftonline.com');
  });

  it('refuse the authority of another cloud, and say where theirs is', async () => {
    const error = await caught(() => check({ authorityHost: 'https://login.chinacloudapi.cn' }));
    expect(error.message).to.equal(
      'prod: option "authorityHost" does not belong to the cloud of "vaultUrl". Vaults that end in .vault.azure.net log in at https://login.microsoftonline.com.',
    );
    expect(
      (await caught(() => check({ authorityHost: 'https://login.microsoftonline.com.evil.test' }))).code,
    ).to.equal('INVALID_CONFIG');
  });

  it('refuse an authority whose host ends in a full stop', async () => {
    const error = await caught(() => check({ authorityHost: 'https://login.microsoftonline.com.' }));
    expect(error.message).to.match(/^prod: option "authorityHost" has a host that ends in "\."\./);
  });

  it('say so when the authority comes from the environment', async () => {
    const error = await caught(() => check({}, { AZURE_AUTHORITY_HOST: 'hunter2' }));
    expect(error.message).to.match(
      /^prod: option "authorityHost" is not a URL \(from AZURE_AUTHORITY_HOST\)\./,
    );
  });

  it('give up the check of challenges only for this machine and for hosts that are listed', async () => {
    const disabled = { disableChallengeResourceVerification: true };
    for (const vaultUrl of ['https://localhost:8443', 'https://127.0.0.1:8443', 'https://[::1]:8443']) {
      expect(check({ ...disabled, vaultUrl }).vault).to.equal(vaultUrl);
    }
    const own = { ...disabled, vaultUrl: 'https://vault.internal:8443' };
    expect(check({ ...own, trustedVaultHosts: ['Vault.internal'] }).vault).to.equal(
      'https://vault.internal:8443',
    );
    expect(await caught(() => check({ ...own, trustedVaultHosts: ['internal'] }))).to.have.property(
      'code',
      'INVALID_CONFIG',
    );
    expect((await caught(() => check(disabled))).field).to.deep.equal([
      'disableChallengeResourceVerification',
    ]);
    expect(
      (await caught(() => check({ ...disabled, vaultUrl: 'https://localhost.evil.test' }))).code,
    ).to.equal('INVALID_CONFIG');
    expect(
      (await caught(() => check({ ...disabled, vaultUrl: 'https://127.0.0.1.evil.test' }))).code,
    ).to.equal('INVALID_CONFIG');
  });
});
