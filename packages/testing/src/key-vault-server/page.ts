import { badParameter } from './vault-error.js';

const PAGE_SIZE = 25;

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
}

/** Cuts a page out of a list, at most 25 items, beginning where the skip token says. */
export function pageOf<T>(all: readonly T[], query: URLSearchParams): Page<T> {
  const size = sizeOf(query.get('maxresults'));
  const start = startOf(query.get('$skiptoken'));
  const end = start + size;
  const items = all.slice(start, end);
  return end < all.length ? { items, next: Buffer.from(String(end)).toString('base64url') } : { items };
}

function sizeOf(text: string | null): number {
  if (text === null) return PAGE_SIZE;
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= PAGE_SIZE) return size;
  throw badParameter(`maxresults is a whole number from 1 to ${PAGE_SIZE}.`);
}

function startOf(token: string | null): number {
  if (token === null) return 0;
  const start = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(start) && start >= 0) return start;
  throw badParameter('The skip token is not one of this vault.');
}
