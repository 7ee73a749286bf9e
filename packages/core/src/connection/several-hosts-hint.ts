import { splitHosts } from './split-hosts.js';

/** What to do about several hosts, which Airflow refuses; `undefined` where there is only one. */
export const severalHostsHint = (hostAndPort: string): string | undefined =>
  splitHosts(hostAndPort).length === 1
    ? undefined
    : 'It probably names several hosts, which Airflow refuses. To get them as "hosts", read it with reading: "strict", which a config and createSecrets call connections: strict.';
