import type { SecretDescription } from '@chatelaine/core';
import { dateOf } from '@chatelaine/core/provider';
import type { AwsService } from '../aws-service.js';
import { incompleteAnswer } from '../incomplete-answer.js';
import { isMissing } from './error-codes.js';
import { loadSdk, type ParameterStoreCaller } from './sdk.js';

interface Entry {
  readonly Version?: number | undefined;
  readonly LastModifiedDate?: Date | undefined;
  readonly Labels?: readonly string[] | undefined;
}

/** What Parameter Store says about a parameter, or about one version of it. */
export async function describeParameter(
  service: AwsService<ParameterStoreCaller>,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<SecretDescription | undefined> {
  const entry =
    version === undefined
      ? await newestEntry(service, name, signal)
      : await versionEntry(service, name, version, signal);
  if (entry === undefined) return undefined;
  const { Version } = entry;
  const updatedAt = dateOf(entry.LastModifiedDate);
  return {
    name,
    enabled: true,
    ...(Version === undefined ? {} : { version: String(Version) }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  };
}

async function newestEntry(
  service: AwsService<ParameterStoreCaller>,
  name: string,
  signal: AbortSignal,
): Promise<Entry | undefined> {
  const answer = await service.call({
    subject: `the description of "${name}"`,
    signal,
    isMissing,
    send: async (client, options) => {
      const { DescribeParametersCommand } = await loadSdk();
      const filter = { Key: 'Name', Option: 'Equals', Values: [name] };
      return client.send(new DescribeParametersCommand({ ParameterFilters: [filter] }), options);
    },
  });
  if (answer !== undefined && answer.Parameters === undefined)
    throw incompleteAnswer(`the description of "${name}"`, service.backend);
  return answer?.Parameters?.find((entry) => entry.Name === name);
}

/** Old versions are told of by the history alone; its values are not looked at. */
async function versionEntry(
  service: AwsService<ParameterStoreCaller>,
  name: string,
  version: string,
  signal: AbortSignal,
): Promise<Entry | undefined> {
  let token: string | undefined;
  do {
    const page = await service.call({
      subject: `the history of "${name}"`,
      signal,
      isMissing,
      send: async (client, options) => {
        const { GetParameterHistoryCommand } = await loadSdk();
        const next = token === undefined ? {} : { NextToken: token };
        return client.send(new GetParameterHistoryCommand({ Name: name, ...next }), options);
      },
    });
    const entry = page?.Parameters?.find((each) => isVersion(each, version));
    if (entry !== undefined) return entry;
    token = page?.NextToken;
  } while (token !== undefined);
  return undefined;
}

function isVersion({ Version, Labels }: Entry, version: string): boolean {
  return String(Version) === version || Labels?.includes(version) === true;
}
