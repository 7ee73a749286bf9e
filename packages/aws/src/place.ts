import type { Env } from '@chatelaine/core';
import { digestOf } from '@chatelaine/core/provider';
import type { AwsOptions } from './aws-options.js';

/** What tells an account and region from others, as far as the options and the environment say. */
export function placeOf({ region, profile, accessKeyId, roleArn, endpoint }: AwsOptions, env: Env): string {
  const where = region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  return digestOf(where, profile ?? env.AWS_PROFILE, accessKeyId ?? env.AWS_ACCESS_KEY_ID, roleArn, endpoint);
}
