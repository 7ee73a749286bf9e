import type { SafeCause } from './errors.js';
import { markSafe, SecretsError } from './errors.js';
import { isNetworkCode } from './network-codes.js';
import { readProperty } from './read-property.js';

/** Words of a foreign error that may be kept, because the provider's table of errors holds them. */
export interface SafeWords {
  /** Class names. @default the ones of the language and of Node */
  readonly names?: readonly string[];
  /** Codes. @default the ones of the operating system and of TLS */
  readonly codes?: readonly string[];
}

const STANDARD_NAMES = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'URIError',
  'AggregateError',
  'AbortError',
  'TimeoutError',
  'SystemError',
];
const REQUEST_ID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;
const FRAME = /^ {4}at [^\n]+:\d+:\d+\)?$/;
let systemCodes: ReadonlySet<string> | undefined;

/**
 * What may be attached of an error that somebody else made: its class and code when they are known words, an integer
 * status, a request id, and its stack without the message. Nothing of it points back to the error.
 */
export function safeCause(error: unknown, words: SafeWords = {}): SafeCause | SecretsError {
  if (SecretsError.is(error)) return error;
  if (typeof error !== 'object' || error === null)
    return markSafe({ name: 'a thrown value that is no error' });
  const name = knownName(error, words);
  const code = knownCode(readProperty(error, 'code'), words);
  const status = integerStatus(error);
  const requestId = knownRequestId(error);
  const stack = framesOf(error);
  return markSafe({
    name,
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(stack === undefined ? {} : { stack }),
  });
}

function knownName(error: object, words: SafeWords): string {
  const name = readProperty(error, 'name');
  if (typeof name !== 'string') return 'Error';
  return STANDARD_NAMES.includes(name) || words.names?.includes(name) === true ? name : 'Error';
}

function knownCode(code: unknown, words: SafeWords): string | undefined {
  if (typeof code !== 'string') return undefined;
  if (words.codes?.includes(code) === true || isNetworkCode(code)) return code;
  systemCodes ??= codesOfSystem();
  return systemCodes.has(code) ? code : undefined;
}

/** Importing `node:util` would load 30 parts of Node at the start of every program. */
function codesOfSystem(): ReadonlySet<string> {
  const { getSystemErrorMap } = process.getBuiltinModule('node:util');
  return new Set([...getSystemErrorMap().values()].map(([code]) => code));
}

function integerStatus(error: object): number | undefined {
  const status = readProperty(error, 'statusCode') ?? readProperty(error, 'status');
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600
    ? status
    : undefined;
}

function knownRequestId(error: object): string | undefined {
  const id = readProperty(error, 'requestId');
  return typeof id === 'string' && REQUEST_ID.test(id) ? id : undefined;
}

/** The stack after the header that holds the message; without that header where it should be, no stack at all. */
function framesOf(error: object): string | undefined {
  const stack = readProperty(error, 'stack');
  const message = readProperty(error, 'message');
  if (typeof stack !== 'string' || typeof message !== 'string' || message === '') return undefined;
  const start = stack.indexOf(message);
  if (start < 0 || start > 100) return undefined;
  const frames = stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line));
  return frames.length === 0 ? undefined : frames.join('\n');
}
