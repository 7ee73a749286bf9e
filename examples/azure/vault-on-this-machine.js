// Resolves the names of Key Vaults to this machine, where the example's own vault listens. Everything else, the check of
// the vault's challenge included, stays as in production.
import dns from 'node:dns';

const lookup = dns.lookup;

dns.lookup = (host, options, callback) =>
  host.endsWith('.vault.azure.net')
    ? lookup('127.0.0.1', options, callback)
    : lookup(host, options, callback);
