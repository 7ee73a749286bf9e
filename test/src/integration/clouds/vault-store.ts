import { BaoAdmin, pathOf, shapeOf } from '../../support/bao-admin.js';
import { startOpenBao } from '../../support/servers/openbao-server.js';
import { type StartStore, seedApplication } from './application-store.js';

/** An OpenBao with a role that may read. */
export const startVault: StartStore = async (context) => {
  const server = await startOpenBao(context);
  const admin = new BaoAdmin(server);
  const hasVersions = await seedApplication(async (ref, value) => {
    const { data } = await admin.do('POST', `secret/data/${pathOf(ref)}`, { data: shapeOf(ref, value) });
    return String(data?.version);
  });
  await admin.policy('application', 'path "secret/data/*" { capabilities = ["read"] }');
  const { roleId, secretId } = await admin.appRole('application', 'application');
  return {
    hasVersions,
    env: { VAULT_ADDR: server.url, VAULT_ROLE_ID: roleId, VAULT_SECRET_ID: secretId },
    airflowEnv: {
      AIRFLOW__SECRETS__BACKEND_KWARG__URL: server.url,
      AIRFLOW__SECRETS__BACKEND_KWARG__ROLE_ID: roleId,
      AIRFLOW__SECRETS__BACKEND_KWARG__SECRET_ID: secretId,
    },
    stop: () => server.stop(),
  };
};
