import { didYouMean } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';

/** Which profile is asked for, and by what. */
export interface ChosenProfile {
  readonly name: string;
  /** "CHATELAINE_PROFILE", or "the profile option". */
  readonly by: string;
}

/** The profile that the option names, or else the environment; an empty name chooses none. */
export function chosenProfile(
  option: string | undefined,
  fromEnv: string | undefined,
): ChosenProfile | undefined {
  if (option !== undefined && option !== '') return { name: option, by: 'the profile option' };
  if (fromEnv !== undefined && fromEnv !== '') return { name: fromEnv, by: 'CHATELAINE_PROFILE' };
  return undefined;
}

/** Gives the key of the chosen profile. @throws SecretsError `INVALID_CONFIG` when the config has no such profile */
export function profileField(root: ConfigField, { name, by }: ChosenProfile): string {
  const profiles = root.at('profiles');
  if (profiles.keys.includes(name)) return name;
  if (profiles.keys.length === 0) {
    throw profiles.problem(`has no profile, and ${by} chooses one.`, `Add profiles, or leave ${by} unset.`);
  }
  throw profiles.problem(`has no profile with the name that ${by} gives.`, didYouMean(name, profiles.keys));
}
