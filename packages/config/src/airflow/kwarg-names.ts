import type { SecretsProvider } from '@chatelaine/core';
import type { AvailableClass } from './known-class.js';

/** The kwargs that one backend takes, by the names of our options: those of Airflow's page, and our own in snake_case. */
export class KwargNames {
  readonly #byOption: ReadonlyMap<string, string>;
  readonly #checked: readonly string[];

  constructor(backendClass: AvailableClass, provider?: SecretsProvider<unknown>) {
    const page = Object.entries(backendClass.kwargs).map(
      ([kwarg, option]) => [option ?? camelCase(kwarg), kwarg] as const,
    );
    const own = optionsOf(provider).map((option) => [option, snakeCase(option)] as const);
    this.#byOption = new Map([...own, ...page]);
    this.#checked = backendClass.checked ?? [];
  }

  get known(): readonly string[] {
    return [...this.#byOption.values()];
  }

  /** Whether the provider is to see a kwarg, and be it to refuse it. */
  has(kwarg: string): boolean {
    return this.known.includes(kwarg) || this.#checked.includes(kwarg);
  }

  /** The kwarg that gives an option, or that a provider blames by its own name. */
  kwargOf(option: string | number | undefined): string | undefined {
    const name = String(option);
    return this.#byOption.get(name) ?? (this.has(name) ? name : undefined);
  }

  /** The same text with kwargs in the place of options. */
  reword(text: string): string {
    return text.replace(/"([A-Za-z]+)"|\b[a-z]+[A-Z][A-Za-z]*\b/g, (match, quoted?: string) => {
      const kwarg = this.kwargOf(quoted ?? match);
      if (kwarg === undefined) return match;
      return quoted === undefined ? kwarg : `"${kwarg}"`;
    });
  }
}

export function camelCase(kwarg: string): string {
  return kwarg.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

export function snakeCase(option: string): string {
  return option.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function optionsOf(provider: SecretsProvider<unknown> | undefined): readonly string[] {
  const schema = provider?.options?.['~standard'].jsonSchema?.input({ target: 'draft-2020-12' });
  const properties = schema?.properties;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}
