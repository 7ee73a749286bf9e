import type { Env } from '@chatelaine/core';
import { digestOf, isJsonObject, parseJsonObject, textIn } from '@chatelaine/core/provider';
import type { GcpOptions } from './gcp-options.js';

/** What tells one project from another as far as the options and the environment say. */
export function placeOf(options: GcpOptions, env: Env): string {
  const { endpoint, location, projectId, key, credentialConfig, keyFile, credentialConfigFile } = options;
  const { impersonationChain = [] } = options;
  const hasCredential = [key, credentialConfig, keyFile, credentialConfigFile].some(
    (option) => option !== undefined,
  );
  return digestOf(
    endpoint,
    location,
    projectId,
    wordIn(key, 'project_id'),
    wordIn(key, 'client_email'),
    wordIn(credentialConfig, 'project_id'),
    keyFile,
    credentialConfigFile,
    [impersonationChain].flat().join(' '),
    // In the order of the log-in: what is left out here is not looked at there.
    ...(projectId === undefined ? [env.GOOGLE_CLOUD_PROJECT || env.GCLOUD_PROJECT || undefined] : []),
    ...(hasCredential
      ? []
      : [env.GOOGLE_APPLICATION_CREDENTIALS || undefined, env.CLOUDSDK_CONFIG || env.HOME || undefined]),
  );
}

function wordIn(credential: GcpOptions['key'], field: string): string | undefined {
  const document = typeof credential === 'string' ? parseJsonObject(credential) : credential;
  return isJsonObject(document) ? textIn(document, field) : undefined;
}
