import { countRow } from '../count.js';
import { sdkClient, secretsOf } from '../key-vault/clients.js';
import { startServer } from '../key-vault/start-server.js';

const CALLERS = 128;

/** 128 callers at once, when nothing was asked and nobody is logged in yet. */
export async function measureRows() {
  const server = await startServer(CALLERS);
  const one = () => 'secret-0';
  const many = (index) => `secret-${index}`;
  const rows = [
    ...(await compare('2b 128 cold gets of one secret', server, one, 2)),
    ...(await compare('2c 128 cold gets of 128 secrets', server, many, CALLERS + 1)),
  ];
  await server.stop();
  return rows;
}

async function compare(name, server, nameOf, requests) {
  const secrets = secretsOf(server.options);
  const client = sdkClient(server.options);
  const ours = await countsOf(server, (index) => secrets.getSecret(nameOf(index)));
  const theirs = await countsOf(server, (index) => client.getSecret(nameOf(index)));
  await secrets.close();
  return [
    countRow(name, {
      unit: 'requests',
      ours: ours.requests,
      reference: { name: 'SDK', count: theirs.requests },
      goal: { exactly: requests },
    }),
    countRow(`${name}, for tokens`, {
      unit: 'requests',
      ours: ours.tokens,
      reference: { name: 'SDK', count: theirs.tokens },
      goal: { exactly: 1 },
    }),
  ];
}

async function countsOf(server, get) {
  await server.counts();
  await Promise.all(Array.from({ length: CALLERS }, (_unused, index) => get(index)));
  return server.counts();
}
