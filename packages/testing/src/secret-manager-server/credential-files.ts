import { TestFiles } from '../key-vault-server/test-files.js';
import type { GoogleTokenOptions } from './google-token-endpoint.js';
import type { GoogleCredentialSource } from './secret-manager-server.js';
import type { ServiceAccount, ServiceAccountKey } from './service-accounts.js';

export interface CredentialFacts extends GoogleTokenOptions {
  readonly projectId: string;
  readonly metadataHost: string;
}

/** The files that a process finds its credential in. */
export class CredentialFiles {
  readonly #files: TestFiles;
  readonly #facts: CredentialFacts;

  private constructor(files: TestFiles, facts: CredentialFacts) {
    this.#files = files;
    this.#facts = facts;
  }

  static async create(facts: CredentialFacts): Promise<CredentialFiles> {
    return new CredentialFiles(await TestFiles.create(), facts);
  }

  keyOf({ email, clientId, keyId, privateKey }: ServiceAccount): ServiceAccountKey {
    return {
      type: 'service_account',
      project_id: this.#facts.projectId,
      private_key_id: keyId,
      private_key: privateKey,
      client_email: email,
      client_id: clientId,
      token_uri: this.#facts.tokenUri,
      universe_domain: 'googleapis.com',
    };
  }

  keyFile(account: ServiceAccount): Promise<string> {
    return this.#json(`${account.keyId}.json`, this.keyOf(account));
  }

  authorizedUserFile(): Promise<string> {
    const { userClient, refreshToken, tokenUri, projectId } = this.#facts;
    return this.#json('authorized-user.json', {
      type: 'authorized_user',
      client_id: userClient.id,
      client_secret: userClient.secret,
      refresh_token: refreshToken,
      quota_project_id: projectId,
      token_uri: tokenUri,
    });
  }

  async workloadIdentityFile(): Promise<string> {
    const { subjectToken, tokenUri } = this.#facts;
    return this.#json('workload-identity.json', {
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/one',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: tokenUri,
      credential_source: { file: await this.#files.write('subject-token', subjectToken) },
    });
  }

  /** The environment in which a process finds the credential of this kind, and no other. */
  async environment(
    source: GoogleCredentialSource,
    account: ServiceAccount,
  ): Promise<Record<string, string>> {
    const { metadataHost } = this.#facts;
    const nowhere = { CLOUDSDK_CONFIG: '/nonexistent' };
    if (source === 'metadata') return { ...nowhere, GCE_METADATA_HOST: metadataHost };
    const file = await {
      'key-file': () => this.keyFile(account),
      'authorized-user': () => this.authorizedUserFile(),
      'workload-identity': () => this.workloadIdentityFile(),
    }[source]();
    return { ...nowhere, GOOGLE_APPLICATION_CREDENTIALS: file };
  }

  remove(): Promise<void> {
    return this.#files.remove();
  }

  #json(name: string, content: object): Promise<string> {
    return this.#files.write(name, JSON.stringify(content, undefined, 2));
  }
}
