import { pageOf } from './api-page.js';
import type { ApiRequestKind } from './api-route.js';
import { crc32c } from './crc32c.js';
import { GoogleError } from './google-error.js';
import type { StoredSecret, StoredSecrets, StoredVersion, VersionState } from './stored-secrets.js';
import { checksumFits } from './stored-secrets.js';

/** A request that has passed every check that does not depend on the contents. */
export interface ApiCall {
  readonly secrets: StoredSecrets;
  /** What names begin with: `projects/NUMBER`, or with a location. */
  readonly parent: string;
  /** Whether secrets are kept in one location, and so have no replication. */
  readonly regional: boolean;
  readonly query: URLSearchParams;
  readonly name: string;
  readonly version: string;
  readonly body: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** What Secret Manager does, by kind of request. */
export const API_OPERATIONS: Readonly<Record<ApiRequestKind, (call: ApiCall) => Json>> = {
  'version-access': ({ secrets, parent, name, version }) => {
    const found = secrets.access(name, version);
    const dataCrc32c = String(crc32c(found.data));
    return {
      name: `${parent}/secrets/${name}/versions/${found.version.number}`,
      payload: { data: found.data.toString('base64'), dataCrc32c },
    };
  },
  'version-get': (call) => versionJson(call, call.secrets.version(call.name, call.version)),
  'version-list': (call) => {
    const all = [...call.secrets.get(call.name).versions].reverse();
    const { items, ...more } = pageOf(all, call.query);
    return { versions: items.map((each) => versionJson(call, each)), ...more };
  },
  'version-add': (call) => versionJson(call, call.secrets.add(call.name, payloadOf(call.body))),
  'version-enable': changing('ENABLED'),
  'version-disable': changing('DISABLED'),
  'version-destroy': changing('DESTROYED'),
  'secret-get': (call) => secretJson(call, call.secrets.get(call.name)),
  'secret-list': (call) => {
    const { items, ...more } = pageOf(matching(call.secrets.list(), call.query.get('filter')), call.query);
    return { secrets: items.map((each) => secretJson(call, each)), ...more };
  },
  'secret-create': (call) => {
    const { replication } = parseObject(call.body);
    if ((replication === undefined) !== call.regional) {
      throw new GoogleError('INVALID_ARGUMENT', 'Replication is required, and not for a regional secret.');
    }
    return secretJson(call, call.secrets.create(call.query.get('secretId') ?? ''));
  },
  'secret-delete': ({ secrets, name }) => {
    secrets.delete(name);
    return {};
  },
  unknown: () => {
    throw new GoogleError('NOT_FOUND', 'This test server does not speak that operation.');
  },
};

function changing(state: VersionState): (call: ApiCall) => Json {
  return (call) => versionJson(call, call.secrets.change(call.name, call.version, state));
}

function versionJson({ parent, name }: ApiCall, { number, created, state }: StoredVersion): Json {
  const createTime = created.toISOString();
  return { name: `${parent}/secrets/${name}/versions/${number}`, createTime, state, etag: `"${number}"` };
}

function secretJson({ parent, regional }: ApiCall, secret: StoredSecret): Json {
  const { name, created, labels, versionAliases, expireTime } = secret;
  return {
    name: `${parent}/secrets/${name}`,
    createTime: created.toISOString(),
    ...(regional ? {} : { replication: { automatic: {} } }),
    ...(labels === undefined ? {} : { labels }),
    ...(versionAliases === undefined ? {} : { versionAliases }),
    ...(expireTime === undefined ? {} : { expireTime: expireTime.toISOString() }),
  };
}

/** Of the filter language, only `name:TEXT` is spoken: the name contains the text. */
function matching(secrets: readonly StoredSecret[], filter: string | null): readonly StoredSecret[] {
  if (filter === null || filter === '') return secrets;
  const [, text] = /^name:([\w-]+)$/.exec(filter) ?? [];
  if (text === undefined) throw new GoogleError('INVALID_ARGUMENT', 'The filter is not understood here.');
  return secrets.filter(({ name }) => name.includes(text));
}

function payloadOf(body: string | undefined): Buffer {
  const { payload } = parseObject(body) as { payload?: { data?: unknown; dataCrc32c?: unknown } };
  const data = Buffer.from(String(payload?.data ?? ''), 'base64');
  if (checksumFits(data, payload?.dataCrc32c)) return data;
  throw new GoogleError('INVALID_ARGUMENT', 'The checksum does not fit the payload.');
}

function parseObject(text: string | undefined): Json {
  try {
    const parsed: unknown = JSON.parse(text === undefined || text === '' ? '{}' : text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new GoogleError('INVALID_ARGUMENT', 'The body is no JSON object.');
}
