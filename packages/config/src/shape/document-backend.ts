import { resolve } from 'node:path';
import type { CacheAges, Env, OnError, SecretsError, SecretsProvider } from '@chatelaine/core';
import { nearest } from '@chatelaine/core';
import type { BackendConfig } from '../chain-config.js';
import type { ConfigField } from '../config-field.js';
import { expandOptions } from '../expansion/expand-options.js';
import { BUNDLED_PROVIDERS } from '../provider/bundled-providers.js';
import { describeProvider, labelFor, providerFault } from '../provider/provider-name.js';
import { syncFs } from '../sync-fs.js';
import type { BlameContext } from './blamed.js';
import { blamed, blamedCall } from './blamed.js';
import { backendCacheFrom } from './cache-from.js';
import { durationFrom } from './duration-from.js';
import { ExpandedTexts } from './expanded-texts.js';
import { GUARD_KEYS, type GuardSettings, guardFrom } from './guard-from.js';
import { onErrorFrom } from './on-error-from.js';

const KEYS = ['name', 'provider', 'onError', 'timeout', ...GUARD_KEYS, 'cache', 'options'];

/** One backend as a config file or a config object describes it; its shape is checked when it is made. */
export class DocumentBackend implements BackendConfig {
  readonly field: ConfigField;
  readonly name: string;
  readonly provider: string;
  readonly onError?: OnError;
  readonly timeoutMs?: number;
  readonly guard: GuardSettings;
  readonly cache?: Partial<CacheAges> | false;
  readonly #env: Env;
  readonly #expanded = new ExpandedTexts();
  #loaded: SecretsProvider<unknown> | undefined;

  /** @throws SecretsError `INVALID_CONFIG` */
  constructor(field: ConfigField, env: Env) {
    this.field = field;
    this.#env = env;
    if (field.isMapping) field.checkKeys(KEYS, 'a backend', misplacedKeyHint, BUNDLED_PROVIDERS);
    this.provider = providerFrom(field);
    this.name = labelFrom(field.at('name')) ?? labelFor(this.provider);
    const onError = onErrorFrom(field.at('onError'));
    const timeoutMs = durationFrom(field.at('timeout'));
    this.guard = guardFrom(field);
    const cache = backendCacheFrom(field.at('cache'));
    if (onError !== undefined) this.onError = onError;
    if (timeoutMs !== undefined) this.timeoutMs = timeoutMs;
    if (cache !== undefined) this.cache = cache;
    const options = field.at('options');
    if (options.value === undefined || options.value === null || options.isMapping) return;
    throw options.problem('is not a mapping.', 'Put each option on a line of its own below it.');
  }

  optionsFor(provider: SecretsProvider<unknown>): unknown {
    this.#loaded = provider;
    const options = this.field.at('options');
    if (!options.isMapping) return undefined;
    return expandOptions(options, { env: this.#env, note: (text) => this.#expanded.add(text) });
  }

  blame(error: SecretsError): SecretsError {
    return blamed(error, this.#blameContext());
  }

  blameCall(error: SecretsError): SecretsError {
    return blamedCall(error, this.#blameContext());
  }

  #blameContext(): BlameContext {
    return {
      backend: this.name,
      entry: this.field,
      provider: describeProvider(this.provider),
      expanded: this.#expanded,
      schema: schemaText(this.#loaded),
      unknownKey: this.#unknownKey(),
    };
  }

  #unknownKey(): string | undefined {
    const known = schemaOf(this.#loaded)?.properties;
    if (typeof known !== 'object' || known === null) return undefined;
    return this.field.at('options').keys.find((key) => !Object.hasOwn(known, key));
  }
}

function schemaText(provider: SecretsProvider<unknown> | undefined): string {
  return JSON.stringify(schemaOf(provider)) ?? '';
}

function schemaOf(
  provider: SecretsProvider<unknown> | undefined,
): Readonly<Record<string, unknown>> | undefined {
  try {
    return provider?.options?.['~standard'].jsonSchema?.input({ target: 'draft-2020-12' });
  } catch (_thrownBySchema) {
    return undefined;
  }
}

function providerFrom(field: ConfigField): string {
  const named = field.isMapping ? field.at('provider') : field;
  if (named.value === undefined) throw named.problem('is missing.', 'Name a provider, for example "env".');
  if (typeof named.value !== 'string') {
    throw named.problem(
      field.isMapping ? 'is not text.' : "is neither a provider's name nor a mapping.",
      'Name a provider, for example "env".',
    );
  }
  const { directory } = named.document;
  const fault = providerFault(named.value, (path) => syncFs.existsSync(resolve(directory, path)));
  if (fault !== undefined) throw named.problem(fault.problem, fault.hint);
  return named.value;
}

function labelFrom(field: ConfigField): string | undefined {
  if (field.value === undefined) return undefined;
  if (typeof field.value === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} ._@/-]{0,59}$/u.test(field.value))
    return field.value;
  throw field.problem(
    'is not a label.',
    'Begin with a letter or digit, then up to 59 letters, digits, spaces or any of . _ @ / -.',
  );
}

function misplacedKeyHint(key: string): string | undefined {
  if (BUNDLED_PROVIDERS.includes(key)) return `Write "provider: ${key}", and its options under "options:".`;
  if (nearest(key, KEYS) !== undefined) return undefined;
  return 'Options of the provider go under "options:", indented by two more spaces.';
}
