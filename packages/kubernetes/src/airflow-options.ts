import type { JsonObject } from '@chatelaine/core';
import { optionsFromArguments } from '@chatelaine/core/provider';

/** The options that Airflow's backend has too. */
const OPTIONS: readonly string[] = [
  'namespace',
  'connectionsLabel',
  'variablesLabel',
  'configLabel',
  'connectionsDataKey',
  'variablesDataKey',
  'configDataKey',
];

/**
 * The keyword arguments of Airflow's backend as options. A label is `null` where its kind is never asked for.
 *
 * @throws SecretsError `INVALID_CONFIG` for an argument that Airflow's backend does not take
 */
export function optionsFromAirflow(kwargs: JsonObject): JsonObject {
  return optionsFromArguments(kwargs, {
    options: OPTIONS,
    saysEmpty: (option, value) => value === null && option.endsWith('Label'),
    refusal: (argument) => `Airflow's Kubernetes backend does not take ${argument}`,
  });
}
