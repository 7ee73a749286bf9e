import type { Yaml } from './parse-yaml.js';

let pending: Promise<Yaml> | undefined;

/** Loads the package that parses YAML when the first YAML file is read; a failure is not kept. */
export function loadYaml(): Promise<Yaml> {
  pending ??= import('yaml').catch((error: unknown) => {
    pending = undefined;
    throw error;
  });
  return pending;
}
