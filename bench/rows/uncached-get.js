import assert from 'node:assert';
import { sdkClient, secretsOf } from '../key-vault/clients.js';
import { pinThisProcess } from '../key-vault/pinned.js';
import { startServer } from '../key-vault/start-server.js';
import { measure, row } from '../measure.js';

const NAME = '2 uncached get, 16 at a time, processor time';
const AT_A_TIME = 16;
const GETS = 1_600;
const GOAL = { atMost: 1.03 };

/** A get that goes to the vault, through the SDK, over TLS. */
export async function measureRows() {
  pinThisProcess(0);
  const server = await startServer(AT_A_TIME);
  const secrets = secretsOf(server.options, { cache: false, pace: false });
  const client = sdkClient(server.options);
  const around = secretsOf(
    { vaultUrl: server.options.vaultUrl, client: sdkClient(server.options) },
    { cache: false, pace: false },
  );
  assert.strictEqual((await secrets.getSecret('secret-3')).reveal(), 'value 3');
  assert.strictEqual((await around.getSecret('secret-3')).reveal(), 'value 3');
  assert.strictEqual((await client.getSecret('secret-3')).value, 'value 3');

  const [ours, given, sdk] = await measure([
    cpuArm('ours', (name) => secrets.getSecret(name)),
    cpuArm('ours, around a client that was given', (name) => around.getSecret(name)),
    cpuArm('SecretClient.getSecret', (name) => client.getSecret(name)),
  ]);
  await Promise.all([secrets.close(), around.close()]);
  await server.stop();
  return [row(NAME, ours, sdk, GOAL), row(`${NAME}, around a client that was given`, given, sdk, GOAL)];
}

/** Each of those who read at the same time has a secret of its own, so that no two reads can be one. */
const cpuArm = (name, get) => ({
  name,
  times: GETS,
  async sample(times) {
    const before = process.cpuUsage();
    const readers = Array.from({ length: AT_A_TIME }, async (_unused, index) => {
      for (let time = 0; time < times / AT_A_TIME; time += 1) await get(`secret-${index}`);
    });
    await Promise.all(readers);
    const { user, system } = process.cpuUsage(before);
    return (user + system) * 1_000;
  },
});
