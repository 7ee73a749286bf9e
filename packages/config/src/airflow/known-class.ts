import { nearest } from '@chatelaine/core';
import { AIRFLOW_CLASSES, type AirflowClass } from './classes.js';
import type { Setting } from './overrides.js';
import { invalidAt } from './place.js';

/** A backend of Airflow's that there is a provider for. */
export interface AvailableClass extends AirflowClass {
  readonly provider: string;
}

/** @throws SecretsError `INVALID_CONFIG` for a class that is unknown, or that no provider stands for */
export function knownClass({ text, place }: Setting): AvailableClass {
  const known = AIRFLOW_CLASSES.find((candidate) => candidate.classes.includes(text.trim()));
  if (known === undefined) {
    throw invalidAt(
      place,
      'this is not the class of a secrets backend that Airflow ships.',
      suggestion(text.trim()),
    );
  }
  const { provider } = known;
  if (provider === undefined) {
    throw invalidAt(
      place,
      `there is no provider for ${known.service}.`,
      `Providers here: ${availableProviders().join(', ')}. A chatelaine.yaml can also name one of your own by path.`,
    );
  }
  return { ...known, provider };
}

function suggestion(text: string): string {
  const current = AIRFLOW_CLASSES.flatMap(({ classes }) => classes.slice(0, 1));
  const shortNames = new Map(current.map((dotted) => [lastPart(dotted), dotted]));
  const near =
    nearest(text, current) ?? shortNames.get(nearest(lastPart(text), [...shortNames.keys()]) ?? '');
  if (near !== undefined) return `Did you mean "${near}"?`;
  return 'Write the full dotted class; a backend of your own is named by path in a chatelaine.yaml.';
}

function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

function availableProviders(): readonly string[] {
  return AIRFLOW_CLASSES.flatMap(({ provider }) => provider ?? []);
}
