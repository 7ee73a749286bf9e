import type { SecretProperties } from '@azure/keyvault-secrets';
import { dateOf } from '@chatelaine/core/provider';

/** What a vault says beside a value. */
export interface SecretMetadata {
  readonly version?: string;
  readonly createdAt?: Date;
  readonly expiresAt?: Date;
  readonly contentType?: string;
}

/**
 * The SDK's properties by our names, each only where the vault said it: the SDK makes a date of whatever the answer has in
 * the place of one.
 */
export function metadataOf({ version, createdOn, expiresOn, contentType }: SecretProperties): SecretMetadata {
  const createdAt = dateOf(createdOn);
  const expiresAt = dateOf(expiresOn);
  return {
    ...(version === undefined ? {} : { version }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}
