import { invalidOption, isLoopback, isTrustedHost } from '@chatelaine/core/provider';
import type { GcpOptions } from './gcp-options.js';

/** Where requests with a token go, without a slash at the end. */
export interface Endpoints {
  readonly secretManager: string;
  readonly iam: string;
}

/** Where Google had keys fetch their tokens before 2018; such keys are still good. */
const OLD_TOKEN_HOST = 'accounts.google.com';

/**
 * Checks that tokens go to Google, to this machine, or to hosts that the options trust. No message quotes an address,
 * because it may have come from the environment.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function checkEndpoints(options: GcpOptions, backend: string): Endpoints {
  const { location, endpoint, iamEndpoint, trustedHosts = [] } = options;
  const host =
    location === undefined ? 'secretmanager.googleapis.com' : `secretmanager.${location}.rep.googleapis.com`;
  return {
    secretManager: endpoint === undefined ? `https://${host}` : checked('endpoint', endpoint),
    iam:
      iamEndpoint === undefined
        ? 'https://iamcredentials.googleapis.com'
        : checked('iamEndpoint', iamEndpoint),
  };

  function checked(field: string, address: string): string {
    const refuse = (problem: string, hint: string) => invalidOption(field, problem, hint, backend);
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined || ![url.origin, `${url.origin}/`].includes(address.toLowerCase())) {
      throw refuse(
        'is no address of the form https://host',
        'Write https:// and the host, and nothing after it.',
      );
    }
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
      throw refuse('does not begin with https://', 'Plain http is accepted for this machine only.');
    }
    if (isTrusted(url, trustedHosts)) return url.origin;
    throw refuse(
      'names a host outside googleapis.com',
      'Tokens would be sent there: list the host in "trustedHosts" if that is meant.',
    );
  }
}

/** Whether an address that a credential names may be sent what proves who we are, by the rule for endpoints. */
export function isSafeAddress(address: string, trustedHosts: readonly string[] = []): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isPrivate && (url.hostname === OLD_TOKEN_HOST || isTrusted(url, trustedHosts));
}

function isTrusted(url: URL, trusted: readonly string[]): boolean {
  const { hostname } = url;
  return hostname.endsWith('.googleapis.com') || isLoopback(hostname) || isTrustedHost(url, trusted);
}
