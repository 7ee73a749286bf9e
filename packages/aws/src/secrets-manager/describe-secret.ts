import type { SecretDescription } from '@chatelaine/core';
import { dateOf } from '@chatelaine/core/provider';
import type { AwsService } from '../aws-service.js';
import { incompleteAnswer } from '../incomplete-answer.js';
import { readMetadata } from './read-metadata.js';
import type { SecretsManagerCaller } from './sdk.js';

const NEWEST = 'AWSCURRENT';

/** What Secrets Manager says about a secret; of one that is scheduled for deletion, nothing, as a read does. */
export async function describeSecret(
  service: AwsService<SecretsManagerCaller>,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<SecretDescription | undefined> {
  const answer = await readMetadata(service, name, signal);
  if (answer === undefined || answer.DeletedDate !== undefined) return undefined;
  if (answer.Name === undefined) throw incompleteAnswer(`the description of "${name}"`, service.backend);
  const versions = Object.entries(answer.VersionIdsToStages ?? {});
  const wanted = version ?? NEWEST;
  const [id] = versions.find(([key, stages]) => key === wanted || stages.includes(wanted)) ?? [];
  if (id === undefined) return undefined;
  const { Tags } = answer;
  const createdAt = dateOf(answer.CreatedDate);
  const updatedAt = dateOf(answer.LastChangedDate);
  return {
    name,
    version: id,
    enabled: true,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(Tags === undefined ? {} : { tags: tagsOf(Tags) }),
  };
}

function tagsOf(tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]) {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
