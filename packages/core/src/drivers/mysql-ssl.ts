import type { JsonObject, JsonValue } from '../json.js';
import { ExtraReader } from './extra-reader.js';
import { invalidExtra } from './invalid-extra.js';
import { serverNameOf } from './server-name.js';
import { withoutUndefined } from './without-undefined.js';

/** What `mysql2` takes as `ssl`. */
export interface MysqlTlsOptions {
  readonly rejectUnauthorized: boolean;
  /** Whether the certificate must be for the host's name. */
  readonly verifyIdentity: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

const MODES = ['DISABLED', 'PREFERRED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'] as const;
const IN_OBJECT: readonly string[] = ['ca', 'cert', 'key'];

const NOT_POSSIBLE: Readonly<Record<string, string>> = {
  ssl_capath: 'Put the PEM text of the authority into "ssl_ca".',
  ssl_cipher: 'Set the ciphers on the server, and remove it here.',
  ssl_crl: 'Remove it: mysql2 reads no list of revoked certificates.',
  ssl_verify_cert: 'Write ssl_mode=VERIFY_CA.',
  ssl_verify_identity: 'Write ssl_mode=VERIFY_IDENTITY.',
};

/** Reads `ssl`, `ssl_mode` and the keys around them. Certificates without a mode are checked in full. */
export function mysqlSsl(extra: ExtraReader, host: string | undefined): MysqlTlsOptions | undefined {
  const mode = modeOf(extra);
  if (mode === 'DISABLED') return undefined;
  extra.refuse(NOT_POSSIBLE);
  const given = sslOf(extra);
  const ca = given.pem('ca') ?? extra.pem('ssl_ca');
  const cert = given.pem('cert') ?? extra.pem('ssl_cert');
  const key = given.pem('key') ?? extra.pem('ssl_key');
  if (mode === undefined && extra.value('ssl') === undefined && (ca ?? cert ?? key) === undefined) {
    return undefined;
  }
  const verifyIdentity = mode === undefined || mode === 'VERIFY_IDENTITY';
  // mysql2 would check the certificate for the name "localhost" then, whatever the address.
  if (verifyIdentity && host !== undefined && serverNameOf(host) === undefined) {
    throw invalidExtra(
      mode === undefined ? 'ssl' : 'ssl_mode',
      'asks to check the certificate for the host, and mysql2 cannot do that for an address.',
      'Write the name of the host in place of its address, or ssl_mode=VERIFY_CA.',
    );
  }
  return withoutUndefined<MysqlTlsOptions>({
    rejectUnauthorized: mode !== 'REQUIRED' || ca !== undefined,
    verifyIdentity,
    ca,
    cert,
    key,
  });
}

function modeOf(extra: ExtraReader): (typeof MODES)[number] | undefined {
  const mode = extra.choice('ssl_mode', MODES);
  if (mode === 'PREFERRED') {
    throw invalidExtra(
      'ssl_mode',
      'leaves open whether TLS is used, and mysql2 either uses it or does not.',
      'Write VERIFY_IDENTITY, REQUIRED (no check of the certificate) or DISABLED.',
    );
  }
  const off = extra.flag('ssl_disabled') === true || isFalse(extra.value('ssl'));
  if (!off || mode === 'DISABLED') return off ? 'DISABLED' : mode;
  if (mode === undefined) return 'DISABLED';
  throw invalidExtra('ssl_mode', 'asks for TLS, which another extra turns off.', 'Keep one of them.');
}

/** `ssl` is true, or an object, which a URI holds as JSON text. */
function sslOf(extra: ExtraReader): ExtraReader {
  const value = extra.value('ssl');
  const object = typeof value === 'string' ? parsed(value) : value;
  if (object === undefined || object === true) return new ExtraReader();
  if (!isObject(object)) {
    throw invalidExtra(
      'ssl',
      'is no object.',
      'Write an object with "ca", "cert" and "key" as PEM text, or true.',
    );
  }
  const unknown = Object.keys(object).length - IN_OBJECT.filter((key) => Object.hasOwn(object, key)).length;
  if (unknown > 0) {
    throw invalidExtra(
      'ssl',
      'holds a key that mysql2 cannot follow.',
      'Keep "ca", "cert" and "key", and say the rest in "ssl_mode".',
    );
  }
  return new ExtraReader(object, 'ssl.');
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFalse = (value: JsonValue | undefined): boolean =>
  value !== undefined && String(value).toLowerCase() === 'false';
