import { didYouMean, type JsonObject, SecretsError, type SecretsProvider, safeCause } from '@chatelaine/core';
import type { BackendConfig } from '../chain-config.js';
import type { AvailableClass } from './known-class.js';
import { camelCase, KwargNames, snakeCase } from './kwarg-names.js';
import type { Kwargs } from './kwargs.js';
import { invalidAt } from './place.js';
import { quotes } from './quotes.js';

/** The backend that Airflow's configuration names, with its kwargs. */
export class AirflowBackend implements BackendConfig {
  readonly name: string;
  readonly provider: string;
  readonly #class: AvailableClass;
  readonly #kwargs: Kwargs;
  readonly #blamed = new WeakSet<SecretsError>();
  #names: KwargNames;

  constructor(backendClass: AvailableClass, kwargs: Kwargs) {
    this.name = backendClass.provider;
    this.provider = backendClass.provider;
    this.#class = backendClass;
    this.#kwargs = kwargs;
    this.#names = new KwargNames(backendClass);
  }

  /** @throws SecretsError `INVALID_CONFIG` for a kwarg that is neither on Airflow's page nor an option of the provider */
  optionsFor(provider: SecretsProvider<unknown>): unknown {
    const { values } = this.#kwargs;
    this.#names = new KwargNames(this.#class, provider);
    const unknown = Object.keys(values).find((kwarg) => !this.#names.has(kwarg));
    if (unknown !== undefined) throw this.#unknownKwarg(unknown);
    if (provider.airflow?.options === undefined) return this.#optionsByName(values);
    try {
      return provider.airflow.options(values);
    } catch (error) {
      if (SecretsError.is(error)) throw this.blame(error);
      throw this.#brokenProvider(provider, error);
    }
  }

  blame(error: SecretsError): SecretsError {
    if (error.code !== 'INVALID_CONFIG' || this.#blamed.has(error)) return error;
    const [option, ...deeper] = error.field ?? [];
    const kwarg = this.#names.kwargOf(option);
    if (option !== undefined && kwarg === undefined) return this.#unknownKwarg(snakeCase(String(option)));
    const place = this.#kwargs.placeOf(kwarg);
    // A new error and not `error.with`, because the field and cause of the old one may hold what the kwargs said.
    return this.#remember(
      new SecretsError(
        'INVALID_CONFIG',
        `${place.label}: ${this.#problemOf(error, kwarg, deeper.length > 0)}`,
        {
          backend: this.name,
          field: kwarg === undefined ? place.field : [...place.field, kwarg],
          hint: this.#hintOf(error),
        },
      ),
    );
  }

  /** An option that no kwarg stands for was not given by Airflow's configuration. */
  blameCall(error: SecretsError): SecretsError {
    return this.#names.kwargOf(error.field?.[0]) === undefined ? error : this.blame(error);
  }

  #optionsByName(values: JsonObject): JsonObject {
    const given = Object.entries(values).filter(
      ([kwarg, value]) => value !== '' || kwarg.endsWith('_prefix'),
    );
    return Object.fromEntries(
      given.map(([kwarg, value]) => [this.#class.kwargs[kwarg] ?? camelCase(kwarg), value]),
    );
  }

  #unknownKwarg(kwarg: string): SecretsError {
    const { service, sdk } = this.#class;
    const single = this.#kwargs.isSingle(kwarg);
    const place = this.#kwargs.placeOf(kwarg);
    const subject = single ? 'this is no kwarg' : 'one of its keys is no kwarg';
    const fate = sdk === undefined ? '' : ` Airflow would hand it to ${sdk}, and Chatelaine does not.`;
    return this.#remember(
      invalidAt(place, `${subject} for ${service}.${fate}`, didYouMean(kwarg, this.#names.known)),
    );
  }

  #problemOf(error: SecretsError, kwarg: string | undefined, nested: boolean): string {
    const fallback =
      kwarg === undefined
        ? `this does not fit the provider "${this.provider}".`
        : `option "${kwarg}" is not valid.`;
    const prefix = `${error.backend ?? this.name}: `;
    const whole = error.hint === undefined ? error.message : error.message.slice(0, -error.hint.length - 1);
    const problem = whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
    return nested || quotes(problem, this.#kwargs.values) ? fallback : this.#names.reword(problem);
  }

  #hintOf({ hint }: SecretsError): string | undefined {
    if (hint === undefined || quotes(hint, this.#kwargs.values)) return undefined;
    return this.#names.reword(hint);
  }

  #brokenProvider(provider: SecretsProvider<unknown>, error: unknown): SecretsError {
    return new SecretsError(
      'INTERNAL',
      `${this.name}: the provider "${provider.name}" failed while it read Airflow's kwargs.`,
      {
        backend: this.name,
        hint: 'A provider throws a SecretsError with code INVALID_CONFIG when kwargs cannot work.',
        cause: safeCause(error),
      },
    );
  }

  #remember(error: SecretsError): SecretsError {
    this.#blamed.add(error);
    return error;
  }
}
