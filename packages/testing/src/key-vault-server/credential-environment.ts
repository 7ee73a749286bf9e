/** The sources that `DefaultAzureCredential` can take a credential from, as far as this server plays them. */
export type CredentialSource = 'client-secret' | 'certificate' | 'workload-identity' | 'app-service' | 'imds';

/** What the variables are made from; files are written when they are needed. */
export interface EnvironmentFacts {
  readonly caFile: string;
  readonly authorityHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly identityEndpoint: string;
  readonly identityHeader: string;
  readonly imdsHost: string;
  certificateFile(): Promise<string>;
  federatedTokenFile(): Promise<string>;
}

type Variables = Record<string, string>;

const VARIABLES: Readonly<Record<CredentialSource, (facts: EnvironmentFacts) => Promise<Variables>>> = {
  'client-secret': async (facts) => ({ ...application(facts), AZURE_CLIENT_SECRET: facts.clientSecret }),
  certificate: async (facts) => ({
    ...application(facts),
    AZURE_CLIENT_CERTIFICATE_PATH: await facts.certificateFile(),
  }),
  'workload-identity': async (facts) => ({
    ...application(facts),
    AZURE_FEDERATED_TOKEN_FILE: await facts.federatedTokenFile(),
  }),
  'app-service': async ({ identityEndpoint, identityHeader }) => ({
    IDENTITY_ENDPOINT: identityEndpoint,
    IDENTITY_HEADER: identityHeader,
  }),
  imds: async ({ imdsHost }) => ({ AZURE_POD_IDENTITY_AUTHORITY_HOST: imdsHost }),
};

/** The environment variables with which a child process finds its credential and trusts the server. */
export async function credentialEnvironment(
  source: CredentialSource,
  facts: EnvironmentFacts,
): Promise<Variables> {
  return { NODE_EXTRA_CA_CERTS: facts.caFile, ...(await VARIABLES[source](facts)) };
}

const application = ({ tenantId, clientId, authorityHost }: EnvironmentFacts): Variables => ({
  AZURE_TENANT_ID: tenantId,
  AZURE_CLIENT_ID: clientId,
  AZURE_AUTHORITY_HOST: authorityHost,
});
