/** A secrets backend that Airflow ships. */
export interface AirflowClass {
  /** What it reads, for messages. */
  readonly service: string;
  /** Dotted classes, the current one first, then the retired ones. */
  readonly classes: readonly string[];
  /** Our provider's short name; absent: there is none. */
  readonly provider?: string;
  /** Whether this version has a package for the provider. */
  readonly available: boolean;
  /** What Airflow's page for it lists, each with our option where that is not simply the same word in camelCase. */
  readonly kwargs: Readonly<Record<string, string | undefined>>;
  /** Where Airflow hands every other kwarg to, when it does. */
  readonly sdk?: string;
}

/** Every secrets backend that Airflow ships or has shipped. */
export const AIRFLOW_CLASSES: readonly AirflowClass[] = [
  {
    service: 'environment variables',
    classes: ['airflow.secrets.environment_variables.EnvironmentVariablesBackend'],
    provider: 'env',
    available: true,
    kwargs: {},
  },
  {
    service: 'local files',
    classes: ['airflow.secrets.local_filesystem.LocalFilesystemBackend'],
    provider: 'file',
    available: true,
    kwargs: {
      variables_file_path: 'variables',
      connections_file_path: 'connections',
      configs_file_path: 'configs',
    },
  },
  {
    service: 'Azure Key Vault',
    classes: [
      'airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend',
      'airflow.providers.microsoft.azure.secrets.azure_key_vault.AzureKeyVaultBackend',
      'airflow.contrib.secrets.azure_key_vault.AzureKeyVaultBackend',
    ],
    provider: 'azure-key-vault',
    available: true,
    kwargs: {
      vault_url: undefined,
      connections_prefix: undefined,
      variables_prefix: undefined,
      config_prefix: undefined,
      sep: 'separator',
      tenant_id: undefined,
      client_id: undefined,
      client_secret: undefined,
      managed_identity_client_id: undefined,
      workload_identity_tenant_id: undefined,
    },
    sdk: 'the SecretClient of its SDK',
  },
  planned('AWS Secrets Manager', 'aws', [
    'airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend',
    'airflow.contrib.secrets.aws_secrets_manager.SecretsManagerBackend',
  ]),
  planned('AWS Systems Manager Parameter Store', 'aws', [
    'airflow.providers.amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend',
    'airflow.contrib.secrets.aws_systems_manager.SystemsManagerParameterStoreBackend',
  ]),
  planned('Google Secret Manager', 'gcp', [
    'airflow.providers.google.cloud.secrets.secret_manager.CloudSecretManagerBackend',
    'airflow.providers.google.cloud.secrets.secrets_manager.CloudSecretsManagerBackend',
    'airflow.contrib.secrets.gcp_secrets_manager.CloudSecretManagerBackend',
    'airflow.contrib.secrets.gcp_secrets_manager.CloudSecretsManagerBackend',
  ]),
  planned('HashiCorp Vault', 'vault', [
    'airflow.providers.hashicorp.secrets.vault.VaultBackend',
    'airflow.contrib.secrets.hashicorp_vault.VaultBackend',
  ]),
  planned('Kubernetes', 'kubernetes', [
    'airflow.providers.cncf.kubernetes.secrets.kubernetes_secrets_backend.KubernetesSecretsBackend',
  ]),
  foreign('Yandex Lockbox', 'airflow.providers.yandex.secrets.lockbox.LockboxSecretBackend'),
  foreign('Akeyless', 'airflow.providers.akeyless.secrets.akeyless.AkeylessBackend'),
  foreign("Airflow's metastore", 'airflow.secrets.metastore.MetastoreBackend'),
  foreign(
    "Airflow's Execution API",
    'airflow.sdk.execution_time.secrets.execution_api.ExecutionAPISecretsBackend',
  ),
];

function planned(service: string, provider: string, classes: readonly string[]): AirflowClass {
  return { service, classes, provider, available: false, kwargs: {} };
}

function foreign(service: string, dottedClass: string): AirflowClass {
  return { service, classes: [dottedClass], available: false, kwargs: {} };
}
