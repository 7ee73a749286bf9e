/** A request that the vault refuses, in the terms of Key Vault's error body. */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly innerCode?: string,
  ) {
    super(message);
  }
}

export const badParameter = (message: string): VaultError => new VaultError(400, 'BadParameter', message);

export const secretNotFound = (name: string): VaultError =>
  new VaultError(404, 'SecretNotFound', `There is no secret ${name} of that name and version in this vault.`);

export const secretDisabled = (): VaultError =>
  new VaultError(403, 'Forbidden', 'A disabled secret cannot be read.', 'SecretDisabled');

export const nameIsDeleted = (name: string): VaultError =>
  new VaultError(
    409,
    'Conflict',
    `Secret ${name} is deleted and can be recovered; its name is free once it is purged.`,
    'ObjectIsDeletedButRecoverable',
  );

export const unauthorized = (message: string): VaultError => new VaultError(401, 'Unauthorized', message);
