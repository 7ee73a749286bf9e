import type { AirflowFile } from './airflow-file.js';
import { isExpanded, type Surroundings } from './expand.js';
import { invalidAt, type Place } from './place.js';

/** Everything that Airflow's settings are read from. */
export interface AirflowSources extends Surroundings {
  readonly file?: AirflowFile | undefined;
}

/** The value that decides a setting, and where it stands. Its text is never quoted. */
export interface Setting {
  readonly text: string;
  readonly place: Place;
}

const SENSITIVE: ReadonlySet<string> = new Set(['backend_kwargs', 'secrets_backend_kwargs']);

/** The environment variable that overrides a key of a section: `AIRFLOW__SECRETS__BACKEND`. */
export function configEnvName(section: string, key: string): string {
  return `AIRFLOW__${section.replaceAll('.', '_').toUpperCase()}__${key.toUpperCase()}`;
}

/**
 * Reads a setting in Airflow's order: its environment variable, then the file.
 *
 * @throws SecretsError `INVALID_CONFIG` when a `_cmd` or `_secret` would decide, or where Airflow would expand the value
 */
export function readSetting(sources: AirflowSources, section: string, key: string): Setting | undefined {
  const name = configEnvName(section, key);
  const override = sources.env[name];
  if (override !== undefined) {
    return unexpanded({ text: override, place: { label: name, field: [section, key] } }, sources);
  }
  const sensitive = SENSITIVE.has(key);
  if (sensitive) refuseIndirectOverride(sources, section, key);
  const written = sources.file?.ini.get(section, key);
  if (written !== undefined) return unexpanded(written, sources);
  if (sensitive) refuseIndirectKey(sources, section, key);
  return undefined;
}

/** Where a setting would stand that is nowhere set. */
export function placeOfUnset(sources: AirflowSources, section: string, key: string): Place {
  const label = sources.file ? `${sources.file.source}: [${section}] ${key}` : configEnvName(section, key);
  return { label, field: [section, key] };
}

function refuseIndirectOverride({ env }: AirflowSources, section: string, key: string): void {
  const name = configEnvName(section, key);
  for (const suffix of ['_CMD', '_SECRET']) {
    const place = { label: name + suffix, field: [section, key + suffix.toLowerCase()] };
    if (env[name + suffix]) throw indirect(place, section, key);
  }
}

function refuseIndirectKey({ file }: AirflowSources, section: string, key: string): void {
  for (const suffix of ['_cmd', '_secret']) {
    const written = file?.ini.get(section, key + suffix);
    if (written?.text) throw indirect(written.place, section, key);
  }
}

function indirect(place: Place, section: string, key: string): Error {
  return invalidAt(
    place,
    place.label.toLowerCase().endsWith('_cmd')
      ? 'Chatelaine runs no command to read its own configuration.'
      : 'Chatelaine reads its own configuration from no secrets backend.',
    `Write the JSON object into ${configEnvName(section, key)}, or single values into ${kwargVariable(section, key)}.`,
  );
}

function unexpanded(setting: Setting, sources: AirflowSources): Setting {
  if (!isExpanded(setting.text, sources)) return setting;
  const [section = '', key = ''] = setting.place.field;
  throw invalidAt(
    setting.place,
    'Airflow would expand a "$NAME" or "~" in it, and Chatelaine does not.',
    SENSITIVE.has(key)
      ? `Hand the value over in ${kwargVariable(section, key)}, which is taken as it is.`
      : 'Write the class itself.',
  );
}

function kwargVariable(section: string, key: string): string {
  return `${kwargPrefix(section, key)}<KEY>`;
}

/** The beginning of the environment variables that each give one kwarg: `AIRFLOW__SECRETS__BACKEND_KWARG__`. */
export function kwargPrefix(section: string, kwargsKey: string): string {
  return `${configEnvName(section, kwargsKey.slice(0, -1))}__`;
}
