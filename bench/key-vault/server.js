// A Key Vault in a process of its own: it tells its parent where it is, and, when asked, what it was asked since.
import { startKeyVaultServer } from '@chatelaine/testing';

const count = Number(process.argv[2]);
const vault = await startKeyVaultServer({
  secrets: Object.fromEntries(
    Array.from({ length: count }, (_unused, index) => [`secret-${index}`, `value ${index}`]),
  ),
});

process.on('message', () => {
  process.send({ requests: vault.requests.length, tokens: vault.tokenRequests.length });
  vault.clearLog();
});
process.on('disconnect', () => vault.close());
process.send({ options: vault.options(), ca: vault.ca });
