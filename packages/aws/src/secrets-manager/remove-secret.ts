import type { AwsService } from '../aws-service.js';
import { isAbsent, isMissing } from './error-codes.js';
import { readMetadata } from './read-metadata.js';
import { loadSdk, type SecretsManagerCaller } from './sdk.js';

/** Schedules a secret for deletion; false where there is none, or where that was done before. */
export async function removeSecret(
  service: AwsService<SecretsManagerCaller>,
  name: string,
  recoveryDays: number | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  // Asked first: a deletion of what is scheduled already is not refused everywhere, and would begin its days anew.
  const before = await readMetadata(service, name, signal);
  if (before === undefined || before.DeletedDate !== undefined) return false;
  const days = recoveryDays === undefined ? {} : { RecoveryWindowInDays: recoveryDays };
  return erase(service, name, days, 'the removal', signal);
}

/** Deletes for good what is scheduled for deletion; false where nothing is. */
export async function purgeSecret(
  service: AwsService<SecretsManagerCaller>,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const before = await readMetadata(service, name, signal);
  if (before?.DeletedDate === undefined) return false;
  return erase(service, name, { ForceDeleteWithoutRecovery: true }, 'the purge', signal);
}

/** Takes back a scheduled deletion; false where none is scheduled. */
export async function restoreSecret(
  service: AwsService<SecretsManagerCaller>,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const before = await readMetadata(service, name, signal);
  if (before?.DeletedDate === undefined) return false;
  const answer = await service.call({
    subject: `the recovery of "${name}"`,
    signal,
    isMissing: isAbsent,
    send: async (client, options) => {
      const { RestoreSecretCommand } = await loadSdk();
      return client.send(new RestoreSecretCommand({ SecretId: name }), options);
    },
  });
  return answer !== undefined;
}

async function erase(
  service: AwsService<SecretsManagerCaller>,
  name: string,
  how: { readonly RecoveryWindowInDays?: number; readonly ForceDeleteWithoutRecovery?: boolean },
  subject: string,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await service.call({
    subject: `${subject} of "${name}"`,
    signal,
    isMissing,
    send: async (client, options) => {
      const { DeleteSecretCommand } = await loadSdk();
      return client.send(new DeleteSecretCommand({ SecretId: name, ...how }), options);
    },
  });
  return answer !== undefined;
}
