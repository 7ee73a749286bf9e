import { generateKeyPairSync } from 'node:crypto';
import type { JsonObject } from '@chatelaine/core';

/** The kwargs of one backend on Airflow's page, written down a second time. */
export interface PageKwargs {
  /** What every use of the backend gives. */
  readonly always?: JsonObject;
  /** Each kwarg of the page, with a value as one would write it. */
  readonly taken: JsonObject;
  /** What has to be there beside a kwarg. */
  readonly beside?: Readonly<Record<string, JsonObject>>;
  /** What cannot be done here: kwargs, and what the message then says. */
  readonly refused?: readonly (readonly [kwargs: JsonObject, says: RegExp])[];
}

const PRIVATE_KEY: string = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const NOT_OFFERED = /"auth_type" names a log-in that is not offered here\. Use one of token, approle/;

const AWS: PageKwargs = {
  taken: {
    connections_prefix: 'airflow/connections',
    variables_prefix: null,
    config_prefix: '',
    connections_lookup_pattern: '^aws',
    variables_lookup_pattern: null,
    config_lookup_pattern: '',
    profile_name: 'production',
    region_name: 'eu-central-1',
    endpoint_url: 'http://127.0.0.1:4566',
    role_arn: 'arn:aws:iam::123456789012:role/reader',
    aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE',
    aws_secret_access_key: 'not-a-secret',
    aws_session_token: 'not-a-token',
    external_id: 'an-external-id',
    assume_role_method: 'assume_role',
    assume_role_kwargs: { ExternalId: 'an-external-id', RoleSessionName: 'airflow' },
    use_ssl: true,
    verify: true,
    api_version: 'latest',
  },
  beside: {
    aws_access_key_id: { aws_secret_access_key: 'not-a-secret' },
    aws_secret_access_key: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' },
    aws_session_token: {
      aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      aws_secret_access_key: 'not-a-secret',
    },
    external_id: { role_arn: 'arn:aws:iam::123456789012:role/reader' },
    assume_role_kwargs: { role_arn: 'arn:aws:iam::123456789012:role/reader' },
  },
  refused: [
    [
      { use_ssl: false },
      /"use_ssl" has a value that is not supported\. TLS is left off for an "endpoint_url"/,
    ],
    [{ verify: false }, /"verify" has a value that is not supported\. NODE_EXTRA_CA_CERTS/],
    [{ assume_role_method: 'assume_role_with_saml' }, /"assume_role_method" .* "web_identity_token_file"/],
    [{ assume_role_kwargs: { DurationSeconds: 60 } }, /It may hold ExternalId and RoleSessionName/],
    [{ config_kwargs: {} }, /would hand it to the AWS SDK for Python/],
  ],
};

/** By the provider that stands for the backend. */
export const PAGE_KWARGS: Readonly<Record<string, PageKwargs>> = {
  env: { taken: {} },
  file: {
    taken: {
      variables_file_path: '/files/variables.json',
      connections_file_path: '/files/connections.yaml',
      configs_file_path: null,
    },
  },
  'azure-key-vault': {
    always: { vault_url: 'https://contoso.vault.azure.net/' },
    taken: {
      connections_prefix: 'airflow-connections',
      variables_prefix: null,
      config_prefix: '',
      vault_url: 'https://contoso.vault.azure.net/',
      sep: '-',
      tenant_id: 'contoso.example',
      client_id: 'c0ffee00-0000-0000-0000-000000000000',
      client_secret: 'not-a-secret',
      managed_identity_client_id: 'c0ffee00-0000-0000-0000-000000000000',
      workload_identity_tenant_id: 'contoso.example',
    },
    beside: {
      tenant_id: { client_id: 'c0ffee', client_secret: 'not-a-secret' },
      client_id: { tenant_id: 'contoso.example', client_secret: 'not-a-secret' },
      client_secret: { tenant_id: 'contoso.example', client_id: 'c0ffee' },
      managed_identity_client_id: { workload_identity_tenant_id: 'contoso.example' },
      workload_identity_tenant_id: { managed_identity_client_id: 'c0ffee' },
    },
    refused: [
      [{ client_secret: 'not-a-secret' }, /tenant_id/],
      [{ logging_enable: true }, /would hand it to the SecretClient of its SDK/],
    ],
  },
  'aws-secrets-manager': {
    ...AWS,
    taken: { ...AWS.taken, sep: '/', extra_conn_words: { user: ['user_name'] } },
  },
  'aws-parameter-store': AWS,
  gcp: {
    taken: {
      connections_prefix: 'airflow-connections',
      variables_prefix: null,
      config_prefix: '',
      sep: '-',
      gcp_key_path: '/files/key.json',
      gcp_keyfile_dict: {
        type: 'service_account',
        project_id: 'contoso',
        client_email: 'reader@contoso.iam.gserviceaccount.com',
        private_key: PRIVATE_KEY,
      },
      gcp_credential_config_file: '/files/credential.json',
      gcp_scopes: 'https://www.googleapis.com/auth/cloud-platform',
      impersonation_chain: ['reader@contoso.iam.gserviceaccount.com'],
      project_id: 'contoso-prod',
    },
    refused: [[{ gcp_key_path: '/a', gcp_keyfile_dict: { type: 'service_account' } }, /gcp_key/]],
  },
  vault: {
    always: { url: 'https://vault.example.com:8200' },
    taken: {
      connections_path: 'connections',
      variables_path: null,
      config_path: '',
      url: 'http://vault:8200',
      mount_point: 'airflow',
      kv_engine_version: 1,
      auth_mount_point: 'other',
      namespace: 'team-a',
      use_team_secrets_path: false,
      global_secrets_path: 'global',
      auth_type: 'token',
      token: 'not-a-token',
      token_path: '/files/token',
      role_id: 'a-role',
      secret_id: 'not-a-secret',
      kubernetes_role: 'airflow',
      kubernetes_jwt_path: '/files/jwt',
      jwt_role: 'airflow',
      jwt_token: 'not-a-token',
      jwt_token_path: '/files/jwt',
      username: 'airflow',
      password: 'not-a-password',
      verify: '/files/ca.pem',
      cert: ['/files/client.pem', '/files/client.key'],
    },
    beside: {
      role_id: { auth_type: 'approle', secret_id: 'not-a-secret' },
      secret_id: { auth_type: 'approle', role_id: 'a-role' },
      kubernetes_role: { auth_type: 'kubernetes' },
      kubernetes_jwt_path: { auth_type: 'kubernetes', kubernetes_role: 'airflow' },
      jwt_role: { auth_type: 'jwt', jwt_token: 'not-a-token' },
      jwt_token: { auth_type: 'jwt', jwt_role: 'airflow' },
      jwt_token_path: { auth_type: 'jwt', jwt_role: 'airflow' },
      username: { auth_type: 'userpass', password: 'not-a-password' },
      password: { auth_type: 'ldap', username: 'airflow' },
    },
    refused: [
      [{ auth_type: 'github', token: 'not-a-token' }, NOT_OFFERED],
      [{ auth_type: 'aws_iam', key_id: 'a', secret_id: 'b', role_id: 'c', region: 'd' }, NOT_OFFERED],
      [{ auth_type: 'aws_iam', assume_role_kwargs: {} }, NOT_OFFERED],
      [
        { azure_tenant_id: 'a', azure_resource: 'b', key_id: 'c', secret_id: 'd', auth_type: 'azure' },
        NOT_OFFERED,
      ],
      [{ auth_type: 'gcp', gcp_scopes: 'a', role_id: 'b', gcp_key_path: '/c' }, NOT_OFFERED],
      [{ auth_type: 'gcp', gcp_keyfile_dict: {} }, NOT_OFFERED],
      [{ radius_host: 'a', radius_secret: 'b', radius_port: 1812, auth_type: 'radius' }, NOT_OFFERED],
      [{ proxies: {} }, /Proxies are not supported/],
      [{ session: {} }, /A session is made here/],
      [{ timeout: 3 }, /a "timeout" of its own/],
      [{ allow_redirects: true }, /A redirect is never followed/],
      [{ verify: false }, /Name the file of the authority/],
      [{ adapter: 'x' }, /would hand it to Python's hvac client/],
    ],
  },
  kubernetes: {
    taken: {
      connections_label: 'airflow.apache.org/connection-name',
      variables_label: null,
      config_label: 'airflow.apache.org/config-name',
      connections_data_key: 'value',
      variables_data_key: 'uri',
      config_data_key: 'value',
      namespace: 'airflow',
    },
  },
};
