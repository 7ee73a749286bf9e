import type { SecretRef } from '@chatelaine/core';
import { didYouMean } from '@chatelaine/core';
import type { OptionValues } from 'commander';
import type { ConnectionField } from './connection-field.js';
import { readConnectionField } from './connection-field.js';
import { readReference } from './reference-arguments.js';
import { UsageError } from './usage-error.js';

export const FORMATS = ['uri', 'json', 'text'] as const;
export type Format = (typeof FORMATS)[number];

/** What `get` is asked for. */
export interface GetRequest {
  readonly ref: SecretRef;
  /** Of a connection only. @default the whole */
  readonly field?: ConnectionField;
  /** @default uri for a connection, text for all else */
  readonly format?: Format;
  /** Without the line end after the value. */
  readonly raw: boolean;
}

/** @throws UsageError when kind, field and format do not go together */
export function readGetRequest(args: readonly string[], options: OptionValues): GetRequest {
  const ref = readReference(args, options);
  const field = options.field === undefined ? undefined : readField(options.field, ref);
  const format = options.format === undefined ? undefined : readFormat(options.format);
  if (format !== undefined) checkFormat(format, ref, field);
  return {
    ref,
    ...(field === undefined ? {} : { field }),
    ...(format === undefined ? {} : { format }),
    raw: options.raw === true,
  };
}

function readField(text: string, ref: SecretRef): ConnectionField {
  if (ref.kind === 'connection') return readConnectionField(text);
  throw new UsageError(`A ${ref.kind} has no fields. Leave --field out, or ask for a connection.`);
}

function readFormat(text: string): Format {
  const format = FORMATS.find((known) => known === text);
  if (format !== undefined) return format;
  throw new UsageError(`There is no format "${text}". ${didYouMean(text, FORMATS)}`);
}

function checkFormat(format: Format, ref: SecretRef, field: ConnectionField | undefined): void {
  if (field !== undefined && format === 'uri') {
    throw new UsageError('One field is no URI. Use --format text or --format json with --field.');
  }
  if (ref.kind !== 'connection' && format === 'uri') {
    throw new UsageError(`A ${ref.kind} is no URI. Use --format text or --format json.`);
  }
  if (ref.kind === 'connection' && field === undefined && format === 'text') {
    throw new UsageError('A connection has no plain text. Use --format uri, --format json, or --field.');
  }
}
