import type { JsonObject } from '@chatelaine/core';
import { optionsFromArguments } from '@chatelaine/core/provider';
import { OPTION_NAMES } from './azure-key-vault-options.js';

/**
 * The keyword arguments of Airflow's backend as options.
 *
 * @throws SecretsError `INVALID_CONFIG` for an argument that Airflow would hand to its SDK
 */
export function optionsFromAirflow(kwargs: JsonObject): JsonObject {
  return optionsFromArguments(kwargs, {
    options: OPTION_NAMES,
    renamed: { sep: 'separator' },
    refusal: (argument) => `Airflow would hand ${argument} to the Azure SDK for Python`,
  });
}
