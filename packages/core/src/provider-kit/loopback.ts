/** Whether the host of a URL is this machine, where local servers run. */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** Whether a URL leads to one of the hosts that the options trust, written with or without its port. */
export function isTrustedHost({ hostname, host }: URL, trusted: readonly string[] = []): boolean {
  return trusted.some((name) => [hostname, host].includes(name.toLowerCase()));
}
