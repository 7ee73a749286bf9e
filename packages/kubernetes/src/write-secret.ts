import { createHash } from 'node:crypto';
import { SecretsError, type SecretValue, type WrittenSecret } from '@chatelaine/core';
import { ATTEMPTS, type ChangeOptions, overtaken } from './change-options.js';
import { findSecret } from './find-secret.js';
import { nameOf, type SecretPlace } from './secret-name.js';
import type { SecretObject } from './secret-object.js';
import type { AskOptions, SecretsApi } from './secrets-api.js';

/** All values of a Secret together, in bytes. */
const MAX_BYTES = 1024 * 1024;

/**
 * Writes a value under its key and leaves the other keys alone; where there is no Secret, creates one.
 *
 * @throws SecretsError `INVALID_VALUE` for more than 1 MiB, or where several Secrets carry the label
 */
export async function writeSecret(
  place: SecretPlace,
  value: SecretValue,
  { api, backend, signal }: ChangeOptions,
): Promise<WrittenSecret> {
  const name = nameOf(place);
  const bytes = Buffer.from(value);
  if (bytes.length > MAX_BYTES) throw tooLarge(backend, name);
  const data = { [place.dataKey]: bytes.toString('base64') };
  const ask = { signal, subject: `the write of "${name}"` };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const written = await (place.by === 'name'
      ? patchOrCreate(place.secret, {}, data, api, ask)
      : writeLabelled(place, data, api, backend, ask));
    if (written !== undefined) return withVersion(name, written);
  }
  throw overtaken(backend, ask.subject);
}

async function writeLabelled(
  place: SecretPlace & { readonly by: 'label' },
  data: object,
  api: SecretsApi,
  backend: string,
  ask: AskOptions,
): Promise<SecretObject | undefined> {
  const { label, id } = place;
  const there = await findSecret(place, api, backend, { ...ask, metadataOnly: true });
  if (there !== undefined) return api.patch(there.name, { data }, ask);
  return patchOrCreate(nameFor(label, id), { [label]: id }, data, api, ask);
}

async function patchOrCreate(
  name: string,
  labels: Readonly<Record<string, string>>,
  data: object,
  api: SecretsApi,
  ask: AskOptions,
): Promise<SecretObject | undefined> {
  const patched = await api.patch(name, { metadata: { labels }, data }, ask);
  if (patched !== undefined) return patched;
  const metadata = { name, labels: { 'app.kubernetes.io/managed-by': 'chatelaine', ...labels } };
  return api.create({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata, data }, ask);
}

/** The name of a new Secret for a label: the same for the same id, so that two who write at once make one Secret. */
function nameFor(label: string, id: string): string {
  const hash = createHash('sha256').update(`${label}=${id}`).digest('hex').slice(0, 10);
  return `${slug(label.slice(label.indexOf('/') + 1))}-${slug(id)}-${hash}`;
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

function withVersion(name: string, { resourceVersion }: SecretObject): WrittenSecret {
  return { name, ...(resourceVersion === undefined ? {} : { version: resourceVersion }) };
}

function tooLarge(backend: string, name: string): SecretsError {
  return new SecretsError('INVALID_VALUE', `${backend}: the value for "${name}" is larger than 1 MiB.`, {
    backend,
    hint: 'All values of a Secret together have 1 MiB at most.',
  });
}
