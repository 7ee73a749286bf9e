import type { Env } from '@chatelaine/core';
import { digestOf } from '@chatelaine/core/provider';
import type { AwsOptions } from './aws-options.js';

/** What the SDK reads that leads to another account or address, beside what options stand for. */
const VARIABLES = [
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  'AWS_ENDPOINT_URL_SSM',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
] as const;

/** What tells an account and region from others, as far as the options and the environment say. */
export function placeOf(options: AwsOptions, env: Env): string {
  const { region, profile, accessKeyId, roleArn, webIdentityTokenFile, endpoint } = options;
  return digestOf(
    region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION,
    profile ?? env.AWS_PROFILE,
    accessKeyId ?? env.AWS_ACCESS_KEY_ID,
    roleArn,
    webIdentityTokenFile,
    endpoint,
    ...VARIABLES.map((name) => env[name]),
  );
}
