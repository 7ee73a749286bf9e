const NAMES: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'SHELL',
  'PWD',
  'LANG',
  'TMPDIR',
  'HOSTNAME',
  'LOGNAME',
  'SHLVL',
  'TERM',
  'IFS',
]);
const STARTS = [
  'NODE_',
  'LD_',
  'DYLD_',
  'SSL_CERT_',
  'AZURE_',
  'AWS_',
  'GOOGLE_',
  'VAULT_',
  'KUBERNETES_',
  'SOPS_',
];
const END = '_PROXY';

/**
 * Whether a variable belongs to the shell, to the runtime or to a cloud's log-in: asking for a secret called "user"
 * must not give the name of the person who is logged in.
 */
export function isReservedName(prefix: string, rest: string): boolean {
  const name = (prefix + rest).toUpperCase();
  if (prefix === '' && name.endsWith(END)) return true;
  return NAMES.has(name) || STARTS.some((start) => name.startsWith(start));
}

/** Whether Kubernetes set the variable to the address of a service, as it does for `REDIS_PORT` in every pod. */
export function isServiceLink(name: string, value: string): boolean {
  return /_PORT(?:_|$)|_SERVICE_/.test(name.toUpperCase()) && /^(?:tcp|udp|sctp):\/\//.test(value);
}
