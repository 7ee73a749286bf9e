import { expect } from 'chai';
import { caught } from './caught.test.fixture.js';
import { AIRFLOW_CLASSES } from './classes.js';
import { knownClass } from './known-class.js';

const place = { label: 'airflow.cfg:2: [secrets] backend', field: ['secrets', 'backend'] };
const look = (text: string) => knownClass({ text, place });

describe('knownClass', () => {
  const providers: Readonly<Record<string, string>> = {
    'airflow.secrets.environment_variables.EnvironmentVariablesBackend': 'env',
    'airflow.secrets.environment_variables.EnvironmentVariablesSecretsBackend': 'env',
    'airflow.secrets.local_filesystem.LocalFilesystemBackend': 'file',
    'airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend': 'azure-key-vault',
    'airflow.providers.microsoft.azure.secrets.azure_key_vault.AzureKeyVaultBackend': 'azure-key-vault',
    'airflow.contrib.secrets.azure_key_vault.AzureKeyVaultBackend': 'azure-key-vault',
    'airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend': 'aws-secrets-manager',
    'airflow.contrib.secrets.aws_secrets_manager.SecretsManagerBackend': 'aws-secrets-manager',
    'airflow.providers.amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend':
      'aws-parameter-store',
    'airflow.contrib.secrets.aws_systems_manager.SystemsManagerParameterStoreBackend': 'aws-parameter-store',
    'airflow.providers.google.cloud.secrets.secret_manager.CloudSecretManagerBackend': 'gcp',
    'airflow.providers.google.cloud.secrets.secrets_manager.CloudSecretsManagerBackend': 'gcp',
    'airflow.contrib.secrets.gcp_secrets_manager.CloudSecretManagerBackend': 'gcp',
    'airflow.contrib.secrets.gcp_secrets_manager.CloudSecretsManagerBackend': 'gcp',
    'airflow.providers.hashicorp.secrets.vault.VaultBackend': 'vault',
    'airflow.contrib.secrets.hashicorp_vault.VaultBackend': 'vault',
    'airflow.providers.cncf.kubernetes.secrets.kubernetes_secrets_backend.KubernetesSecretsBackend':
      'kubernetes',
  };
  for (const [dotted, provider] of Object.entries(providers)) {
    it(`gives ${provider} for ${dotted}`, () => expect(look(dotted).provider).to.equal(provider));
  }

  const refused: Readonly<Record<string, string>> = {
    'airflow.providers.yandex.secrets.lockbox.LockboxSecretBackend':
      'there is no provider for Yandex Lockbox. Providers here: env, file, azure-key-vault, aws-secrets-manager, aws-parameter-store, gcp, vault, kubernetes. A chatelaine.yaml can also name one of your own by path.',
    'airflow.providers.akeyless.secrets.akeyless.AkeylessBackend':
      'there is no provider for Akeyless. Providers here: env, file, azure-key-vault, aws-secrets-manager, aws-parameter-store, gcp, vault, kubernetes. A chatelaine.yaml can also name one of your own by path.',
    'airflow.secrets.metastore.MetastoreBackend':
      "there is no provider for Airflow's metastore. Providers here: env, file, azure-key-vault, aws-secrets-manager, aws-parameter-store, gcp, vault, kubernetes. A chatelaine.yaml can also name one of your own by path.",
    'airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackand':
      'this is not the class of a secrets backend that Airflow ships. Did you mean "airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend"?',
    'hunter2canary.AzureKeyVaultBackend':
      'this is not the class of a secrets backend that Airflow ships. Did you mean "airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend"?',
    hunter2canary:
      'this is not the class of a secrets backend that Airflow ships. Write the full dotted class; a backend of your own is named by path in a chatelaine.yaml.',
  };
  for (const [dotted, problem] of Object.entries(refused)) {
    it(`refuses ${dotted}, and names no text that was given`, async () => {
      const error = await caught(() => look(dotted));

      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.equal(`airflow.cfg:2: [secrets] backend: ${problem}`);
      expect(error.field).to.deep.equal(['secrets', 'backend']);
    });
  }

  it('is shown each class that a provider stands for', () => {
    const available = AIRFLOW_CLASSES.filter(({ provider }) => provider !== undefined);

    expect(Object.keys(providers)).to.have.members(available.flatMap(({ classes }) => classes));
  });

  it('knows each class once', () => {
    const all = AIRFLOW_CLASSES.flatMap(({ classes }) => classes);

    expect(new Set(all).size).to.equal(all.length);
  });
});
