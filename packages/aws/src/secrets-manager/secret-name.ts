import { illegalName, joinName, type NameRules } from '@chatelaine/core/provider';

const LEGAL_VERSION = /^[a-zA-Z0-9/_+=.@-]{1,256}$/;
const VERSION_ID = /^[a-zA-Z0-9-]{32,64}$/;

/** Airflow's names in Secrets Manager: prefix, separator and id, as they are. */
export const RULES: NameRules = {
  join: joinName,
  illegalName: illegalName({
    service: 'Secrets Manager',
    pattern: /^[a-zA-Z0-9/_+=.@-]+$/,
    longest: 512,
    madeOf: 'letters, digits and /_+=.@-',
  }),
  illegalVersion: (version) =>
    LEGAL_VERSION.test(version)
      ? undefined
      : 'a version in Secrets Manager is an id, or the label of a stage: at most 256 letters, digits and /_+=.@-',
};

/** A version of a reference, as the id that Secrets Manager gave it or as the label of a stage, such as AWSPREVIOUS. */
export function versionInput(
  version: string | undefined,
): { VersionId: string } | { VersionStage: string } | Record<never, never> {
  if (version === undefined) return {};
  return VERSION_ID.test(version) ? { VersionId: version } : { VersionStage: version };
}
