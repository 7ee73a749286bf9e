import { homedir } from 'node:os';
import { extname, resolve } from 'node:path';
import type { Env } from '@chatelaine/core';
import { SecretsError } from '@chatelaine/core';
import { readAirflowConfig, readAirflowFile } from './airflow/index.js';
import type { ChainConfig } from './chain-config.js';
import { objectDocument } from './config-document.js';
import type { ConfigObject } from './config-object.js';
import { readConfigFile } from './document/read-config-file.js';
import { environmentAlone } from './environment-alone.js';
import type { FileOwners } from './file-trust.js';
import { findConfigFile } from './find-config-file.js';
import { noConfigNote } from './no-config-note.js';
import { chainFromDocument } from './shape/chain-from-document.js';
import { chosenProfile } from './shape/profile-field.js';

export interface ConfigPlace {
  readonly config: string | ConfigObject | undefined;
  readonly profile: string | undefined;
  readonly cwd: string;
  readonly env: Env;
  readonly owners: FileOwners;
}

/**
 * Finds the config and reads it: the `config` option, `CHATELAINE_CONFIG`, the nearest chatelaine file, Airflow's own,
 * or else the environment alone.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export async function readChainConfig({
  config,
  profile,
  cwd,
  env,
  owners,
}: ConfigPlace): Promise<ChainConfig> {
  const chosen = chosenProfile(profile, env.CHATELAINE_PROFILE);
  if (typeof config === 'object') return chainFromDocument(objectDocument(config, cwd), chosen, env);
  const named = [config, env.CHATELAINE_CONFIG].find((path) => path !== undefined && path !== '');
  const path = named === undefined ? await findConfigFile(cwd, owners) : resolve(cwd, named);
  if (path !== undefined && extname(path).toLowerCase() !== '.cfg') {
    return chainFromDocument(await readConfigFile(path, cwd), chosen, env);
  }
  const chain = await airflowOrEnvironment(path === undefined ? env : { ...env, AIRFLOW_CONFIG: path }, cwd);
  if (chosen === undefined) return chain;
  throw new SecretsError(
    'INVALID_CONFIG',
    `${chain.source}: has no profiles, and ${chosen.by} chooses one.`,
    {
      hint: `Leave ${chosen.by} unset, or write a chatelaine.yaml.`,
    },
  );
}

async function airflowOrEnvironment(env: Env, cwd: string): Promise<ChainConfig> {
  const surroundings = { env, homeDirectory: env.HOME ?? homedir() };
  const chain = await readAirflowConfig({ ...surroundings, workingDirectory: cwd });
  if (chain !== undefined) return chain;
  const file = await readAirflowFile(surroundings, cwd);
  const note =
    file === undefined
      ? await noConfigNote(cwd)
      : `${file.source} names no backend under [secrets], so the environment alone is asked.`;
  return environmentAlone(cwd, note);
}
