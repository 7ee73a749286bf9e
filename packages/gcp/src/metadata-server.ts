import { SecretsError, withDeadline } from '@chatelaine/core';
import { parseJsonObject, textIn } from '@chatelaine/core/provider';
import type { CredentialSource } from './credential.js';
import type { GcpToken } from './gcp-token.js';
import { loginFailure, noCredential } from './login-error.js';
import type { LoginWatch } from './login-watch.js';

/** Off Google Cloud nobody answers there, and some networks do not even say so. */
const PATIENCE_MS = 3_000;
const FLAVOR = 'metadata-flavor';

/** A token of the machine's service account, from the metadata server. */
export async function metadataToken(
  source: CredentialSource,
  scopes: readonly string[],
  watch: LoginWatch,
): Promise<GcpToken> {
  watch.step = 'metadata';
  const query = new URLSearchParams({ scopes: scopes.join(',') });
  const text = await ask(source, `instance/service-accounts/default/token?${query}`, watch);
  if (text === undefined) throw noCredential(source);
  const answer = parseJsonObject(text) ?? {};
  const token = textIn(answer, 'access_token');
  const seconds = answer.expires_in;
  if (token === undefined || typeof seconds !== 'number') throw loginFailure(undefined, watch, source);
  return { token, expiresAt: source.clock.now() + seconds * 1_000 };
}

/** The id of the project that the machine belongs to; `undefined` where there is no metadata server. */
export async function metadataProject(
  source: CredentialSource,
  watch: LoginWatch,
): Promise<string | undefined> {
  watch.step = 'metadata';
  const text = await ask(source, 'project/project-id', watch);
  return text === undefined || !/^[a-z0-9][a-z0-9.:-]{1,98}$/.test(text) ? undefined : text;
}

async function ask(
  { env, clock, backend, metadata }: CredentialSource,
  path: string,
  watch: LoginWatch,
): Promise<string | undefined> {
  const { GCE_METADATA_HOST } = env;
  const url = `http://${GCE_METADATA_HOST || '169.254.169.254'}/computeMetadata/v1/${path}`;
  // Where the environment names one, or one has answered, it is there and fails; elsewhere it is a machine outside Google.
  const isThere = Boolean(GCE_METADATA_HOST) || metadata.answered;
  const failed = (problem: string) =>
    new SecretsError('UNAVAILABLE', `${backend}: the metadata server ${problem}.`, {
      backend,
      hint: 'Try again later.',
    });
  try {
    const answer = await withDeadline({ ms: PATIENCE_MS, subject: backend, clock }, (signal) =>
      watch.fetch(url, { headers: { [FLAVOR]: 'Google' }, signal }),
    );
    const isGoogle = answer.headers.get(FLAVOR) === 'Google';
    if (!isGoogle && !isThere) return undefined;
    if (isGoogle) metadata.answered = true;
    if (isGoogle && answer.ok) return await answer.text();
  } catch (error) {
    const isLate = SecretsError.is(error, 'TIMEOUT');
    if (!isThere && (isLate || watch.networkCode !== undefined)) return undefined;
    throw isLate ? failed('does not answer') : error;
  }
  // The machine has no service account.
  if (watch.status === 404) return undefined;
  throw failed(`could not answer (${watch.status})`);
}
