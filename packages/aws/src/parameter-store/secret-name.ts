import { illegalName, joinName, type NameRules } from '@chatelaine/core/provider';

const NUMBER = /^[1-9]\d{0,9}$/;
const LABEL = /^[a-zA-Z_.-][a-zA-Z0-9_.-]{0,99}$/;

/** Parameter Store refuses to look for such names, and with them every other name of the same call. */
const RESERVED = /^\/?(?:aws|ssm)/i;
/** What AWS itself keeps there for all to read. */
const PUBLIC = /^\/aws\/(?:service|reference)\//;

const misshapen = illegalName({
  service: 'Parameter Store',
  pattern: /^(?:[a-zA-Z0-9_.-]+|(?:\/[a-zA-Z0-9_.-]+){1,15})$/,
  longest: 1_011,
  madeOf: 'letters, digits and _.- in at most 15 levels',
});

/**
 * Airflow's names in Parameter Store: prefix, "/" and id, with a leading slash where it is missing. A raw name of one level
 * stays without one: Parameter Store takes both, and means two parameters.
 */
export const RULES: NameRules = {
  join: (prefix, id, separator, kind) => {
    const name = joinName(prefix, id, separator);
    const isRawLevel = kind === 'secret' && !name.includes('/');
    return name.startsWith('/') || isRawLevel ? name : `/${name}`;
  },
  illegalName: (name) =>
    RESERVED.test(name) && !PUBLIC.test(name)
      ? 'names in Parameter Store begin with neither "aws" nor "ssm", in no case of their letters'
      : misshapen(name),
  illegalVersion: (version) =>
    NUMBER.test(version) || LABEL.test(version)
      ? undefined
      : 'a version in Parameter Store is a number from 1, or a label of at most 100 letters, digits and _.- that begins with no digit',
};

/** How a name is asked for with a version or a label. */
export const selectorOf = (name: string, version: string | undefined): string =>
  version === undefined ? name : `${name}:${version}`;
