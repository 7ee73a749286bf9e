import type { GcpOptions } from '@chatelaine/gcp';
import { type SecretManagerServer, startSecretManagerServer } from '@chatelaine/testing';
import { liveAdmin, type SecretManagerAdmin } from './secret-manager-admin.js';

/** The project that a suite runs against: a live one that the environment names, or else a server of our own. */
export interface SecretManagerTarget extends AsyncDisposable {
  /** The provider's options, with a credential that may read and write. */
  readonly options: GcpOptions;
  /** To put secrets there and take them away. */
  readonly admin: SecretManagerAdmin;
  /** The levers for faults; absent at a live project. */
  readonly server?: SecretManagerServer;
  /** A prefix that keeps runs against a shared project apart. */
  readonly unique: string;
}

/**
 * Opens the project of `CHATELAINE_TEST_GCP_PROJECT`, by the key of `CHATELAINE_TEST_GCP_KEY_FILE` or by application default
 * credentials, in `CHATELAINE_TEST_GCP_LOCATION` where that is set; or starts a server.
 */
export async function openSecretManagerTarget(
  env: NodeJS.ProcessEnv = process.env,
): Promise<SecretManagerTarget> {
  const unique = `t${process.pid}x${Date.now().toString(36)}`;
  const projectId = env.CHATELAINE_TEST_GCP_PROJECT;
  if (projectId !== undefined) {
    const { CHATELAINE_TEST_GCP_KEY_FILE: keyFile, CHATELAINE_TEST_GCP_LOCATION: location } = env;
    return {
      options: { projectId, keyFile, location },
      admin: liveAdmin({ projectId, location, keyFile }),
      unique,
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
  const server = await startSecretManagerServer();
  return {
    options: { ...server.options() },
    admin: leverAdmin(server),
    server,
    unique,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function leverAdmin(server: SecretManagerServer): SecretManagerAdmin {
  return {
    set: async (name, value) => server.set(name, value),
    disable: async (name) => server.disable(name),
    destroy: async (name) => server.destroy(name),
    delete: async (name) => server.delete(name),
  };
}
