import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { bundledProviders } from '../support/bundled-providers.js';
import { loadedBy, thirdParty } from '../support/loaded-files.js';

/** Nobody listens there, so the first ask ends as soon as its request has been made. */
const NOWHERE = '127.0.0.1:9';
const AWS_KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' };
const AWS_OPTIONS = { region: 'eu-central-1', endpoint: `http://${NOWHERE}`, ...AWS_KEY };
const OF_AWS = [/^@smithy\//, /^@aws\//];
const SCHEMA = ['@valibot/to-json-schema', 'valibot'];
const OURS = ['chatelaine', 'config', 'core', 'env', 'file'];

interface Loaded {
  /** Options with which a read is tried. */
  readonly options: object;
  /** The folder of our package. */
  readonly own: string;
  /** The package of the service that the first ask loads. */
  readonly sdk?: string;
  /** Every package that it may load. */
  readonly allowed?: readonly RegExp[];
}

/** A provider that is not here takes no options and loads nothing but its own package. */
const LOADED: Readonly<Record<string, Loaded>> = {
  file: { options: { path: '/nonexistent/secrets.json' }, own: 'file' },
  'azure-key-vault': {
    options: {
      vaultUrl: `https://${NOWHERE}`,
      trustedVaultHosts: ['127.0.0.1'],
      tenantId: 'contoso.example',
      clientId: 'an-application',
      clientSecret: 'not-a-secret',
    },
    own: 'azure-key-vault',
    sdk: '@azure/keyvault-secrets',
    allowed: [/^@azure(-rest)?\//, /^@typespec\//, /^(debug|ms|supports-color|has-flag)$/],
  },
  'aws-secrets-manager': {
    options: AWS_OPTIONS,
    own: 'aws',
    sdk: '@aws-sdk/client-secrets-manager',
    allowed: [/^@aws-sdk\/(?!client-ssm$)/, ...OF_AWS],
  },
  'aws-parameter-store': {
    options: AWS_OPTIONS,
    own: 'aws',
    sdk: '@aws-sdk/client-ssm',
    allowed: [/^@aws-sdk\/(?!client-secrets-manager$)/, ...OF_AWS],
  },
  gcp: {
    options: { endpoint: `http://${NOWHERE}`, key: keyOfAnAccount() },
    own: 'gcp',
    sdk: 'google-auth-library',
    allowed: [
      /^(google-auth-library|gaxios|gcp-metadata|google-logging-utils|extend)$/,
      /^(json-bigint|bignumber\.js|base64-js|ecdsa-sig-formatter|safe-buffer|jws|jwa|buffer-equal-constant-time)$/,
    ],
  },
  vault: { options: { url: `http://${NOWHERE}`, token: 'not-a-token' }, own: 'vault' },
  kubernetes: {
    options: { server: `https://${NOWHERE}`, namespace: 'shop', token: 'not-a-token' },
    own: 'kubernetes',
  },
  'kubernetes-mount': { options: { path: '/nonexistent' }, own: 'kubernetes' },
};

const packageOf = (url: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url;
const packagesOf = (urls: readonly string[]) => [...new Set(thirdParty(urls).map(packageOf))].sort();
const folderOf = (url: string) =>
  url.includes('/node_modules/') ? undefined : /\/packages\/([^/]+)/.exec(url)?.[1];
const foldersOf = (urls: readonly string[]) => [...new Set(urls.flatMap((url) => folderOf(url) ?? []))];

describe('What a config with one provider loads', () => {
  for (const { name: provider } of bundledProviders) {
    const { options, own, sdk, allowed = [] }: Loaded = LOADED[provider] ?? { options: {}, own: provider };
    const load = (ask: string) => {
      const config = JSON.stringify({ backends: [{ provider, retry: false, options }] });
      return loadedBy(
        `const { loadSecrets } = await import('chatelaine');
        const secrets = await loadSecrets({ config: ${config}, env: {} });
        ${ask}
        await secrets.close();`,
      );
    };

    it(`with ${provider}, before the first ask: no SDK`, () => {
      expect(packagesOf(load(''))).to.deep.equal(SCHEMA);
    });

    it(`with ${provider}, once it is asked: ${sdk ?? 'no SDK'}, and nothing of another provider`, () => {
      const loaded = load("await secrets.findVariable('hello').catch(() => undefined);");
      const packages = packagesOf(loaded).filter((name) => !SCHEMA.includes(name));
      if (sdk !== undefined) expect(packages).to.include(sdk);
      expect(packages.filter((name) => !allowed.some((pattern) => pattern.test(name)))).to.deep.equal([]);
      expect(foldersOf(loaded)).to.have.members([...new Set([...OURS, own])]);
    });
  }
});

function keyOfAnAccount(): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return {
    type: 'service_account',
    project_id: 'contoso',
    client_email: 'reader@contoso.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: `http://${NOWHERE}/token`,
  };
}
