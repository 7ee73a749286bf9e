import type { JsonObject, JsonValue } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { isJsonObject, optionsFromArguments } from '@chatelaine/core/provider';

/** The arguments that Airflow calls otherwise than our options in snake_case. */
const RENAMED: Readonly<Record<string, string>> = {
  sep: 'separator',
  region_name: 'region',
  profile_name: 'profile',
  endpoint_url: 'endpoint',
  aws_access_key_id: 'accessKeyId',
  aws_secret_access_key: 'secretAccessKey',
  aws_session_token: 'sessionToken',
};

const IN_ASSUME_ROLE: Readonly<Record<string, string>> = {
  ExternalId: 'externalId',
  RoleSessionName: 'roleSessionName',
};

/** Takes the values that change nothing, and says what to write in place of any other. */
const onlyDefault = (argument: string, values: readonly JsonValue[], hint: string) => (value: JsonValue) => {
  if (values.includes(value)) return {};
  throw new SecretsError('INVALID_CONFIG', `The argument "${argument}" has a value that is not supported.`, {
    field: [argument],
    hint,
  });
};

/**
 * The keyword arguments of Airflow's backends as options.
 *
 * @throws SecretsError `INVALID_CONFIG` for an argument that Airflow would hand to its SDK
 */
export function optionsFromAirflow(kwargs: JsonObject, options: readonly string[]): JsonObject {
  return optionsFromArguments(kwargs, {
    options,
    renamed: RENAMED,
    read: {
      use_ssl: onlyDefault(
        'use_ssl',
        [true],
        'TLS is left off for an "endpoint_url" that begins with http:// only.',
      ),
      verify: onlyDefault(
        'verify',
        [true],
        'NODE_EXTRA_CA_CERTS can name the file of an authority; certificates are always checked.',
      ),
      api_version: onlyDefault(
        'api_version',
        ['2014-11-06', '2017-10-17', 'latest'],
        'Leave it out: the service has one version.',
      ),
      assume_role_method: onlyDefault(
        'assume_role_method',
        ['assume_role'],
        'For a web identity set "role_arn" and "web_identity_token_file" in its place.',
      ),
      assume_role_kwargs: inAssumeRole,
    },
    refusal: (argument) => `Airflow would hand ${argument} to the AWS SDK for Python`,
  });
}

function inAssumeRole(value: JsonValue): JsonObject {
  const entries = isJsonObject(value) ? Object.entries(value) : [['', null] as const];
  return Object.fromEntries(
    entries.map(([key, inner]) => {
      const option = Object.hasOwn(IN_ASSUME_ROLE, key) ? IN_ASSUME_ROLE[key] : undefined;
      if (option !== undefined) return [option, inner];
      throw new SecretsError('INVALID_CONFIG', 'The argument "assume_role_kwargs" holds what is not known.', {
        field: ['assume_role_kwargs'],
        hint: 'It may hold ExternalId and RoleSessionName.',
      });
    }),
  );
}
