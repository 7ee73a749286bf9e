import { GoogleError } from './google-error.js';

const DEFAULT_SIZE = 100;
const LARGEST_SIZE = 25_000;

export interface ApiPage<T> {
  readonly items: readonly T[];
  readonly totalSize: number;
  /** Where the next page begins; absent on the last one. */
  readonly nextPageToken?: string;
}

/** Cuts a page out of a list, beginning where the page token says. */
export function pageOf<T>(all: readonly T[], query: URLSearchParams): ApiPage<T> {
  const start = startOf(query.get('pageToken'));
  const end = start + sizeOf(query.get('pageSize'));
  const page = { items: all.slice(start, end), totalSize: all.length };
  if (end >= all.length) return page;
  return { ...page, nextPageToken: Buffer.from(String(end)).toString('base64url') };
}

function sizeOf(text: string | null): number {
  const size = Number(text ?? 0);
  if (Number.isInteger(size) && size >= 0) return Math.min(size === 0 ? DEFAULT_SIZE : size, LARGEST_SIZE);
  throw new GoogleError('INVALID_ARGUMENT', 'The page size is no whole number.');
}

function startOf(token: string | null): number {
  const start = token === null || token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(start) && start >= 0) return start;
  throw new GoogleError('INVALID_ARGUMENT', 'The page token is not one of this server.');
}
