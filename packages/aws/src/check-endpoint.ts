import { invalidOption, isLoopback, isTrustedHost } from '@chatelaine/core/provider';
import type { AwsOptions } from './aws-options.js';

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
  const isSafe = url.protocol === 'https:' || isLoopback(url.hostname);
  if (isSafe || isTrustedHost(url, trustedHosts)) return;
  throw refuse(
    'would send secrets in the clear',
    'Write https, or list the host in "trustedHosts" where the way to it is safe.',
  );
}
