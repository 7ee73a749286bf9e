import { invalidOption } from '@chatelaine/core/provider';
import type { AwsOptions } from './aws-options.js';

/** Where the first credential comes from; a role may be assumed with it. */
export type LoginKind = 'default' | 'profile' | 'access-key' | 'web-identity' | 'given';

const KEY_OPTIONS = [
  'accessKeyId',
  'secretAccessKey',
  'secretAccessKeyFile',
  'sessionToken',
  'sessionTokenFile',
] as const satisfies readonly (keyof AwsOptions)[];

/**
 * Says how to log in. Options of which some would not be used are refused, so that nobody logs in as somebody else.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function chooseCredential(options: AwsOptions, isGiven: boolean, backend: string): LoginKind {
  const has = (option: keyof AwsOptions) => options[option] !== undefined;
  const refuse = (option: keyof AwsOptions, problem: string, hint: string) =>
    invalidOption(option, problem, hint, backend);
  const both = (one: keyof AwsOptions, other: keyof AwsOptions) => {
    if (has(one) && has(other)) throw refuse(other, `is given beside "${one}"`, 'Leave one of them out.');
  };
  const needs = (option: keyof AwsOptions, ...others: readonly (keyof AwsOptions)[]) => {
    if (!has(option) || others.some(has)) return;
    throw refuse(
      option,
      `is of no use without ${others.map((other) => `"${other}"`).join(' or ')}`,
      'Give both, or none.',
    );
  };
  both('secretAccessKey', 'secretAccessKeyFile');
  both('sessionToken', 'sessionTokenFile');
  needs('accessKeyId', 'secretAccessKey', 'secretAccessKeyFile');
  for (const option of KEY_OPTIONS.slice(1)) needs(option, 'accessKeyId');
  for (const option of ['externalId', 'roleSessionName', 'webIdentityTokenFile'] as const)
    needs(option, 'roleArn');
  both('webIdentityTokenFile', 'externalId');
  const sources = (['profile', 'accessKeyId', 'webIdentityTokenFile'] as const).filter(has);
  const [first, second] = sources;
  if (first !== undefined && second !== undefined) both(first, second);
  if (isGiven) {
    const spare = first ?? (has('roleArn') ? 'roleArn' : undefined);
    if (spare !== undefined)
      throw refuse(spare, 'is given beside a credential or client of the code', 'Leave one of them out.');
    return 'given';
  }
  if (first === 'profile') return 'profile';
  if (first === 'accessKeyId') return 'access-key';
  return first === undefined ? 'default' : 'web-identity';
}
