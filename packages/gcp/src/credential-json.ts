import { createPrivateKey } from 'node:crypto';
import type { JsonObject } from '@chatelaine/core';
import { SecretsError, safeCause } from '@chatelaine/core';
import { isJsonObject, parseJsonObject, textIn } from '@chatelaine/core/provider';
import { isSafeAddress } from './endpoints.js';

/** What a credential's document is called in messages: an option, or a file that an option or variable names. */
export interface DocumentPlace {
  /** The option or the environment variable. */
  readonly field: string;
  readonly isFile: boolean;
  readonly backend: string;
  /** Hosts outside googleapis.com that it may have us send tokens to. @default none */
  readonly trustedHosts?: readonly string[] | undefined;
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  service_account: ['client_email', 'private_key'],
  authorized_user: ['client_id', 'client_secret', 'refresh_token'],
  external_account: ['audience', 'subject_token_type', 'token_url'],
  external_account_authorized_user: ['client_id', 'client_secret', 'refresh_token', 'token_url'],
  impersonated_service_account: ['service_account_impersonation_url'],
};
const ADDRESSES = ['token_uri', 'token_url', 'token_info_url', 'service_account_impersonation_url'] as const;

/** The kinds of credential that are understood. */
export const CREDENTIAL_TYPES: readonly string[] = Object.keys(NEEDED);

/**
 * Reads the document of a credential and checks so far what it holds that the library's own messages are not needed.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function readDocument(
  document: string | object,
  place: DocumentPlace,
  types: readonly string[] = CREDENTIAL_TYPES,
): JsonObject {
  const record = typeof document === 'string' ? parseJsonObject(document) : document;
  if (!isJsonObject(record))
    throw refuse(place, 'is no JSON object', 'It is the file that Google gave, as it is.');
  const type = textIn(record, 'type') ?? '';
  if (!types.includes(type)) {
    throw refuse(place, 'is of another type', `Its "type" has to be one of: ${types.join(', ')}.`);
  }
  const missing = NEEDED[type]?.find((field) => textIn(record, field) === undefined);
  if (missing !== undefined) throw refuse(place, `has no "${missing}"`, 'Make a new one.');
  const unsafe = ADDRESSES.find((field) => {
    const address = textIn(record, field);
    return address !== undefined && !isSafeAddress(address, place.trustedHosts);
  });
  if (unsafe !== undefined)
    throw refuse(
      place,
      `has a "${unsafe}" that is no https address in googleapis.com`,
      'Tokens would be sent there: list the host in "trustedHosts" if that is meant.',
    );
  if ((textIn(record, 'universe_domain') ?? 'googleapis.com') !== 'googleapis.com') {
    throw refuse(place, 'is of another universe than googleapis.com', 'That is not supported.');
  }
  if (type === 'service_account') checkPrivateKey(textIn(record, 'private_key') ?? '', place);
  if (type === 'impersonated_service_account') readSource(record, place);
  return record;
}

/** The document of the credential by which an impersonated account is reached. */
export function readSource(record: JsonObject, place: DocumentPlace): JsonObject {
  const source = record.source_credentials;
  if (!isJsonObject(source)) throw refuse(place, 'has no "source_credentials"', 'Make a new one.');
  return readDocument(
    source,
    place,
    CREDENTIAL_TYPES.filter((type) => type !== 'impersonated_service_account'),
  );
}

function checkPrivateKey(pem: string, place: DocumentPlace): void {
  try {
    createPrivateKey(pem);
  } catch (error) {
    throw refuse(
      place,
      'has a "private_key" that cannot be read',
      'Its line ends have to be kept: \\n in JSON.',
      safeCause(error),
    );
  }
}

function refuse(
  { field, isFile, backend }: DocumentPlace,
  problem: string,
  hint: string,
  cause?: ReturnType<typeof safeCause>,
): SecretsError {
  const subject = isFile ? `the file that "${field}" names` : `option "${field}"`;
  return new SecretsError('INVALID_CONFIG', `${backend}: ${subject} ${problem}.`, {
    backend,
    field: [field],
    hint,
    cause,
  });
}
