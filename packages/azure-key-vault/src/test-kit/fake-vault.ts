import type { KeyVaultSecret } from '@azure/keyvault-secrets';
import type { VaultClient } from '../vault-caller.js';

/** What a name of the fake vault answers: a value, or an error that is thrown. */
export type FakeAnswer = string | Error;

export interface FakeVault extends VaultClient {
  /** Every name asked for, in order, and the version where one was. */
  readonly asked: string[];
}

/** A client that has the methods that a test gives it, and fails in every other. */
export function clientWith(methods: { readonly [K in keyof VaultClient]?: unknown }): VaultClient {
  const unexpected = () => {
    throw new Error('The test did not expect this call.');
  };
  const client = {
    getSecret: unexpected,
    listPropertiesOfSecrets: unexpected,
    listPropertiesOfSecretVersions: unexpected,
    setSecret: unexpected,
    beginDeleteSecret: unexpected,
    beginRecoverDeletedSecret: unexpected,
    purgeDeletedSecret: unexpected,
    ...methods,
  };
  return client as unknown as VaultClient;
}

/** A client that answers from a table, and says of every other name what Key Vault says. */
export function fakeVault(
  secrets: Readonly<Record<string, FakeAnswer>> = {},
  otherwise: FakeAnswer = missing(),
): FakeVault {
  const asked: string[] = [];
  const getSecret: VaultClient['getSecret'] = async (name, options) => {
    asked.push(options?.version === undefined ? name : `${name}@${options.version}`);
    const answer = secrets[name] ?? otherwise;
    if (answer instanceof Error) throw answer;
    return secret(name, answer);
  };
  return { ...clientWith({ getSecret }), asked };
}

export function secret(
  name: string,
  value: string,
  more: Partial<KeyVaultSecret['properties']> = {},
): KeyVaultSecret {
  return {
    name,
    value,
    properties: { vaultUrl: 'https://contoso.vault.azure.net', name, version: 'v1', ...more },
  };
}

/** An error as the SDK throws it for an answer of the vault. */
export function restError(
  status: number | undefined,
  code: string | undefined,
  more: {
    readonly innerCode?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly token?: string;
    readonly message?: string;
  } = {},
): Error {
  const { innerCode, headers = {}, token, message = 'hunter2 in a body' } = more;
  return Object.assign(new Error(message), {
    name: 'RestError',
    code,
    statusCode: status,
    details: { error: { code, ...(innerCode === undefined ? {} : { innerError: { code: innerCode } }) } },
    response: { status, headers: { get: (name: string) => headers[name] } },
    request: { headers: { get: () => (token === undefined ? undefined : `Bearer ${token}`) } },
  });
}

export const missing = (): Error => restError(404, 'SecretNotFound');
