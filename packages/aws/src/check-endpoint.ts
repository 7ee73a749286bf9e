import { SecretsError } from '@chatelaine/core';
import { invalidOption, isLoopback, isTrustedHost } from '@chatelaine/core/provider';
import type { AwsOptions } from './aws-options.js';

const SAFE_HINT = 'Write https, or list the host in "trustedHosts" where the way to it is safe.';

/**
 * Refuses an address that is none, that carries a login, or over which secrets would go in the clear.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function checkEndpoints(options: AwsOptions, backend: string): void {
  for (const option of ['endpoint', 'stsEndpoint'] as const) {
    const address = options[option];
    if (address !== undefined) checkEndpoint(address, option, options.trustedHosts ?? [], backend);
  }
}

function checkEndpoint(
  address: string,
  option: string,
  trustedHosts: readonly string[],
  backend: string,
): void {
  const refuse = (problem: string, hint: string) => invalidOption(option, problem, hint, backend);
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw refuse('is no address', 'Write it as https://HOST[:PORT].');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw refuse('holds more than an address', 'Write it as https://HOST[:PORT].');
  if (!isInTheClear(url, trustedHosts)) return;
  throw refuse('would send secrets in the clear', SAFE_HINT);
}

/** Whether what is sent to an address can be read on the way. */
export function isInTheClear(
  { protocol, hostname, port }: Pick<URL, 'protocol' | 'hostname' | 'port'>,
  trustedHosts: readonly string[],
): boolean {
  if (protocol === 'https:') return false;
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  const url = URL.parse(`http://${host}${port === '' ? '' : `:${port}`}`);
  return url === null || !(isLoopback(url.hostname) || isTrustedHost(url, trustedHosts));
}

/** The error for an address that no option names, which is not quoted either. */
export function addressInTheClear(subject: string, backend: string): SecretsError {
  const problem = `the address of ${subject}, from AWS_ENDPOINT_URL or the like or from the profile, would send secrets in the clear`;
  return new SecretsError('INVALID_CONFIG', `${backend}: ${problem}.`, { backend, hint: SAFE_HINT });
}
