import type { CacheOptions, Env, OnError } from '@chatelaine/core';
import type { ChainConfig, ConnectionReading, LastKnownGoodConfig } from '../chain-config.js';
import type { ConfigDocument } from '../config-document.js';
import { ConfigField } from '../config-field.js';
import { cacheFrom, checkBackendCache } from './cache-from.js';
import { DocumentBackend } from './document-backend.js';
import { lastKnownGoodFrom } from './last-known-good-from.js';
import { onErrorFrom } from './on-error-from.js';
import type { ChosenProfile } from './profile-field.js';
import { profileField } from './profile-field.js';
import { refuseEqualLabels } from './refuse-equal-labels.js';

const CHAIN_KEYS = ['backends', 'onError', 'connections', 'cache', 'lastKnownGood'];
const FILE_KEYS = [...CHAIN_KEYS, 'profiles', '$schema'];

/**
 * Checks the shape of a config, in every profile, and gives the chain that the chosen profile describes.
 *
 * @throws SecretsError `INVALID_CONFIG`
 */
export function chainFromDocument(
  document: ConfigDocument,
  profile: ChosenProfile | undefined,
  env: Env,
): ChainConfig {
  const root = ConfigField.root(document);
  checkMapping(root);
  root.checkKeys(FILE_KEYS, 'the config file');
  const own = settingsOf(root, env);
  const profiles = new Map<string, Settings>();
  for (const key of root.at('profiles').keys)
    profiles.set(key, profileSettings(root.at('profiles').at(key), env));
  const chosen = profile === undefined ? undefined : profiles.get(profileField(root, profile));

  const settings = chosen ?? own;
  const { backends = own.backends, onError = own.onError, cache = own.cache } = settings;
  const { connections = own.connections, lastKnownGood = own.lastKnownGood } = settings;
  if (backends === undefined) {
    throw root
      .at('backends')
      .problem('is missing.', 'List at least one backend under it, for example "- env".');
  }
  if (cache === false && lastKnownGood) {
    throw root.at('lastKnownGood').problem('needs the cache, which is off.', 'Remove it, or "cache: false".');
  }
  for (const { field } of backends) checkBackendCache(field.at('cache'), cache);
  return {
    source: document.source,
    directory: document.directory,
    backends,
    ...(onError === undefined ? {} : { onError }),
    ...(connections === undefined ? {} : { connections }),
    ...(cache === undefined ? {} : { cache }),
    ...(lastKnownGood ? { lastKnownGood } : {}),
  };
}

interface Settings {
  readonly backends?: readonly DocumentBackend[] | undefined;
  readonly onError?: OnError | undefined;
  readonly connections?: ConnectionReading | undefined;
  readonly cache?: CacheOptions | false | undefined;
  readonly lastKnownGood?: LastKnownGoodConfig | false | undefined;
}

function profileSettings(field: ConfigField, env: Env): Settings {
  if (!field.isMapping)
    throw field.problem('is not a mapping.', 'Put "backends:", "onError:" or "cache:" below it.');
  field.checkKeys(CHAIN_KEYS, 'a profile');
  return settingsOf(field, env);
}

function settingsOf(field: ConfigField, env: Env): Settings {
  return {
    backends: backendsFrom(field.at('backends'), env),
    onError: onErrorFrom(field.at('onError')),
    connections: connectionsFrom(field.at('connections')),
    cache: cacheFrom(field.at('cache')),
    lastKnownGood: lastKnownGoodFrom(field.at('lastKnownGood'), env),
  };
}

/** Reads how connections are read, when it is said. @throws SecretsError `INVALID_CONFIG` */
function connectionsFrom(field: ConfigField): ConnectionReading | undefined {
  const { value } = field;
  if (value === undefined || value === 'airflow' || value === 'strict') return value;
  throw field.problem('is no reading of connections.', 'Write airflow or strict.');
}

function backendsFrom(field: ConfigField, env: Env): readonly DocumentBackend[] | undefined {
  if (field.value === undefined) return undefined;
  if (!Array.isArray(field.value)) {
    throw field.problem('is not a list.', 'Begin each backend with "- ", for example "- env".');
  }
  if (field.value.length === 0)
    throw field.problem('is empty.', 'List at least one backend, for example "- env".');
  const backends = field.value.map((_entry, index) => new DocumentBackend(field.at(index), env));
  refuseEqualLabels(backends);
  return backends;
}

function checkMapping(root: ConfigField): void {
  if (root.value === null || root.value === undefined)
    throw root.problem('is empty.', 'Begin it with "backends:".');
  if (!root.isMapping) throw root.problem('is not a mapping.', 'Begin it with "backends:".');
  const profiles = root.at('profiles');
  if (profiles.value !== undefined && !profiles.isMapping) {
    throw profiles.problem('is not a mapping.', 'Put the name of each profile below it.');
  }
}
