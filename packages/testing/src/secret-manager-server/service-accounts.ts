import { generateKeyPair, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

export interface ServiceAccount {
  readonly email: string;
  readonly clientId: string;
  readonly keyId: string;
  readonly publicKey: KeyObject;
  /** As a PEM text. */
  readonly privateKey: string;
  /** The accounts that may get tokens of this one. */
  readonly tokenCreators: Set<string>;
}

/** A key file of a service account, as Google writes it. */
export interface ServiceAccountKey {
  readonly type: 'service_account';
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
  readonly client_id: string;
  readonly token_uri: string;
  readonly universe_domain: 'googleapis.com';
}

const generate = promisify(generateKeyPair);

/** The service accounts that may log in, by e-mail address. */
export class ServiceAccounts {
  readonly #accounts = new Map<string, ServiceAccount>();

  /** Makes an account with a key of its own. */
  async create(email: string): Promise<ServiceAccount> {
    const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2_048 });
    const account: ServiceAccount = {
      email,
      clientId: BigInt(`0x${randomBytes(8).toString('hex')}`).toString(),
      keyId: randomUUID().replaceAll('-', ''),
      publicKey,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      tokenCreators: new Set(),
    };
    this.#accounts.set(email, account);
    return account;
  }

  find(email: string): ServiceAccount | undefined {
    return this.#accounts.get(email);
  }

  /** The account, or an error that tells the test what it has to do. */
  known(email: string): ServiceAccount {
    const account = this.#accounts.get(email);
    if (account !== undefined) return account;
    throw new Error(
      `No service account has the address ${JSON.stringify(email)}; give it to startSecretManagerServer.`,
    );
  }
}
