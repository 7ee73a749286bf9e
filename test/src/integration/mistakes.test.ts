import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KeyVaultServer } from '@chatelaine/testing';
import { startKeyVaultServer } from '@chatelaine/testing';
import { expect } from 'chai';
import type { Mistake } from '../support/mistakes-page.js';
import { mistakesOf, withOutput } from '../support/mistakes-page.js';
import { ROOT, textOf } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const CLI = join(ROOT, 'packages/chatelaine/bin/chatelaine.js');
const VAULT_NAMES_HERE = pathToFileURL(join(ROOT, 'examples/azure/vault-on-this-machine.js')).href;
const PAGE = 'docs/mistakes.md';
const HOST = 'contoso.vault.azure.net';
/** Set it to write what the command line prints today into the page, and read the difference before you keep it. */
const REWRITE = process.env.CHATELAINE_REWRITE_PAGES === '1';

interface Circumstances {
  /** What happens to the vault before the command runs. */
  readonly at?: (vault: KeyVaultServer) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/** What is wrong outside the files, by the title of the section. */
const CIRCUMSTANCES: Readonly<Record<string, Circumstances>> = {
  'A wrong client secret': { env: { CLIENT_SECRET: 'not-the-secret' } },
  'No role on the vault': { at: (vault) => vault.deny(vault.clientId, { reason: 'ForbiddenByRbac' }) },
  'A firewall before the vault': {
    at: (vault) => vault.deny(vault.clientId, { reason: 'ForbiddenByFirewall' }),
  },
  'A disabled secret': { at: (vault) => vault.disable('airflow-variables-hello') },
  'A vault that throttles': { at: (vault) => vault.fault({ answer: 429, times: Number.POSITIVE_INFINITY }) },
  'A vault that does not answer': {
    at: (vault) => vault.fault({ answer: 'hang', times: Number.POSITIVE_INFINITY }),
  },
  'An address where nobody listens': { env: { VAULT_URL: `https://${HOST}:9` } },
  'A certificate that is not trusted': { env: { NODE_EXTRA_CA_CERTS: '' } },
  'A connection that cannot be read': { env: { AIRFLOW_CONN_DB: 'postgres://user:pa/ss@db:5432/app' } },
  'A profile that is not there': { env: { CHATELAINE_PROFILE: 'develpment' } },
  'No credential at all': { env: { PATH: '/nonexistent' } },
};

describe('The mistakes of docs/mistakes.md', () => {
  let page = textOf(PAGE);
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'chatelaine-mistake-')));
  });

  afterEach(() => rm(folder, { recursive: true }));

  after(async () => {
    if (REWRITE) await writeFile(join(ROOT, PAGE), page);
  });

  const run = async ({ title, files, args }: Mistake) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const vault = await startKeyVaultServer({
      secrets: { 'airflow-variables-hello': 'world' },
      hostNames: [HOST],
    });
    try {
      const { at, env: changed } = CIRCUMSTANCES[title] ?? {};
      at?.(vault);
      const env = {
        HOME: folder,
        NODE_EXTRA_CA_CERTS: vault.caFile,
        NODE_OPTIONS: `--import=${VAULT_NAMES_HERE}`,
        AZURE_AUTHORITY_HOST: vault.authorityHost,
        VAULT_URL: `https://${HOST}:${vault.port}`,
        TENANT_ID: vault.tenantId,
        CLIENT_ID: vault.clientId,
        CLIENT_SECRET: vault.clientSecret,
        ...changed,
      };
      return await runNode([CLI, ...args], { cwd: folder, env });
    } finally {
      await vault.close();
    }
  };

  for (const mistake of mistakesOf(page)) {
    it(`${mistake.title}: exactly the output that the page shows`, async () => {
      const { status, stdout, stderr } = await run(mistake);
      const output = (stdout + stderr).replaceAll(/\d+ ms(?=\s*$)/gm, 'N ms').replaceAll(folder, '/srv/app');
      if (REWRITE) {
        page = withOutput(page, mistake, output, status ?? -1);
        return;
      }
      expect(output).to.equal(mistake.output);
      expect(status).to.equal(mistake.exitCode);
      expect(stdout, 'an error goes to stderr').to.equal('');
    });
  }
});
