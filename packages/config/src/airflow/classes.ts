/** A secrets backend that Airflow ships. */
export interface AirflowClass {
  /** What it reads, for messages. */
  readonly service: string;
  /** Dotted classes, the current one first, then the retired ones. */
  readonly classes: readonly string[];
  /** Our provider's short name; absent: there is none. */
  readonly provider?: string;
  /** What Airflow's page for it lists, each with our option where that is not simply the same word in camelCase. */
  readonly kwargs: Readonly<Record<string, string | undefined>>;
  /** What that page lists as well and no option stands for: the provider says which values of it can be, and why. */
  readonly checked?: readonly string[];
  /** Where Airflow hands every other kwarg to, when it does. */
  readonly sdk?: string;
}

const PREFIXES = { connections_prefix: undefined, variables_prefix: undefined, config_prefix: undefined };

const AWS_KWARGS = {
  ...PREFIXES,
  connections_lookup_pattern: undefined,
  variables_lookup_pattern: undefined,
  config_lookup_pattern: undefined,
  profile_name: 'profile',
  region_name: 'region',
  endpoint_url: 'endpoint',
  role_arn: undefined,
  external_id: undefined,
  aws_access_key_id: 'accessKeyId',
  aws_secret_access_key: 'secretAccessKey',
  aws_session_token: 'sessionToken',
};

const AWS_CHECKED = ['assume_role_kwargs', 'assume_role_method', 'use_ssl', 'verify', 'api_version'];

/** Every secrets backend that Airflow ships or has shipped. */
export const AIRFLOW_CLASSES: readonly AirflowClass[] = [
  {
    service: 'environment variables',
    classes: [
      'airflow.secrets.environment_variables.EnvironmentVariablesBackend',
      'airflow.secrets.environment_variables.EnvironmentVariablesSecretsBackend',
    ],
    provider: 'env',
    kwargs: {},
  },
  {
    service: 'local files',
    classes: ['airflow.secrets.local_filesystem.LocalFilesystemBackend'],
    provider: 'file',
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
    kwargs: {
      vault_url: undefined,
      ...PREFIXES,
      sep: 'separator',
      tenant_id: undefined,
      client_id: undefined,
      client_secret: undefined,
      managed_identity_client_id: undefined,
      workload_identity_tenant_id: undefined,
    },
    sdk: 'the SecretClient of its SDK',
  },
  {
    service: 'AWS Secrets Manager',
    classes: [
      'airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend',
      'airflow.contrib.secrets.aws_secrets_manager.SecretsManagerBackend',
    ],
    provider: 'aws-secrets-manager',
    kwargs: { ...AWS_KWARGS, sep: 'separator', extra_conn_words: undefined },
    checked: AWS_CHECKED,
    sdk: 'the AWS SDK for Python',
  },
  {
    service: 'AWS Systems Manager Parameter Store',
    classes: [
      'airflow.providers.amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend',
      'airflow.contrib.secrets.aws_systems_manager.SystemsManagerParameterStoreBackend',
    ],
    provider: 'aws-parameter-store',
    kwargs: AWS_KWARGS,
    checked: AWS_CHECKED,
    sdk: 'the AWS SDK for Python',
  },
  {
    service: 'Google Secret Manager',
    classes: [
      'airflow.providers.google.cloud.secrets.secret_manager.CloudSecretManagerBackend',
      'airflow.providers.google.cloud.secrets.secrets_manager.CloudSecretsManagerBackend',
      'airflow.contrib.secrets.gcp_secrets_manager.CloudSecretManagerBackend',
      'airflow.contrib.secrets.gcp_secrets_manager.CloudSecretsManagerBackend',
    ],
    provider: 'gcp',
    kwargs: {
      ...PREFIXES,
      sep: 'separator',
      gcp_key_path: 'keyFile',
      gcp_keyfile_dict: 'key',
      gcp_credential_config_file: 'credentialConfigFile',
      gcp_scopes: 'scopes',
      impersonation_chain: undefined,
      project_id: undefined,
    },
  },
  {
    service: 'HashiCorp Vault',
    classes: [
      'airflow.providers.hashicorp.secrets.vault.VaultBackend',
      'airflow.contrib.secrets.hashicorp_vault.VaultBackend',
    ],
    provider: 'vault',
    kwargs: {
      token_path: 'tokenFile',
      kubernetes_jwt_path: 'kubernetesJwtFile',
      jwt_token_path: 'jwtTokenFile',
      verify: 'caFile',
      cert: 'clientCertificateFile',
    },
    checked: [
      'proxies',
      'session',
      'timeout',
      'allow_redirects',
      // Of log-ins that are not offered.
      'key_id',
      'region',
      'assume_role_kwargs',
      'gcp_key_path',
      'gcp_keyfile_dict',
      'gcp_scopes',
      'azure_tenant_id',
      'azure_resource',
      'radius_host',
      'radius_secret',
      'radius_port',
    ],
    sdk: "Python's hvac client",
  },
  {
    service: 'Kubernetes',
    classes: [
      'airflow.providers.cncf.kubernetes.secrets.kubernetes_secrets_backend.KubernetesSecretsBackend',
    ],
    provider: 'kubernetes',
    kwargs: {
      connections_label: undefined,
      variables_label: undefined,
      config_label: undefined,
      connections_data_key: undefined,
      variables_data_key: undefined,
      config_data_key: undefined,
      namespace: undefined,
    },
  },
  foreign('Yandex Lockbox', 'airflow.providers.yandex.secrets.lockbox.LockboxSecretBackend'),
  foreign('Akeyless', 'airflow.providers.akeyless.secrets.akeyless.AkeylessBackend'),
  foreign("Airflow's metastore", 'airflow.secrets.metastore.MetastoreBackend'),
  foreign(
    "Airflow's Execution API",
    'airflow.sdk.execution_time.secrets.execution_api.ExecutionAPISecretsBackend',
  ),
];

function foreign(service: string, dottedClass: string): AirflowClass {
  return { service, classes: [dottedClass], kwargs: {} };
}
