import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { CredentialSource } from './credential-environment.js';
import type { KeyVaultServer } from './key-vault-server.js';
import { startKeyVaultServer } from './start-key-vault-server.js';

const PROGRAM = fileURLToPath(new URL('./default-credential.test.fixture.js', import.meta.url));
const SOURCES: readonly CredentialSource[] = [
  'client-secret',
  'certificate',
  'workload-identity',
  'app-service',
  'imds',
];

describe('environment of a credential source', function () {
  this.timeout(20_000);
  let vault: KeyVaultServer;

  before(async () => {
    vault = await startKeyVaultServer({ secrets: { greeting: 'hello' } });
  });
  after(() => vault.close());
  beforeEach(() => vault.clearLog());

  for (const source of SOURCES) {
    it(`lets DefaultAzureCredential log in by ${source}`, async () => {
      const env = { ...(await vault.environment(source)), VAULT_URL: vault.url };

      const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], { env });

      expect(stdout).to.equal('hello');
      expect(vault.tokenRequests.map((request) => [request.source, request.status])).to.deep.equal([
        [source, 200],
      ]);
    });
  }
});
