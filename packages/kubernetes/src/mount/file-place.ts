import type { Location, SecretRef } from '@chatelaine/core';
import { hasTeam, PREFIX_OPTION, type Prefixes } from '@chatelaine/core/provider';
import { DATA_KEY } from '../legal-names.js';

/** As deep as anybody mounts. */
export const MAX_DEPTH = 8;

/** The path of a file inside the mounted folder, with "/" between its parts; each part is the name of a key or folder. */
export function filePathOf(
  ref: SecretRef,
  prefixes: Prefixes,
): readonly string[] | { readonly notHere: string } {
  const prefix = prefixes[ref.kind];
  if (prefix === null) return { notHere: `${PREFIX_OPTION[ref.kind]} is null` };
  if (ref.version !== undefined) return { notHere: 'a mounted Secret keeps no older versions' };
  if (hasTeam(ref)) return { notHere: 'mounted Secrets have no team form' };
  const parts = [...partsOf(prefix), ...ref.id.split('/')];
  if (!parts.every((part) => DATA_KEY.test(part))) {
    return { notHere: 'the name of a mounted file is made of letters, digits, "-", "_" and "."' };
  }
  return parts.length > MAX_DEPTH ? { notHere: `it would be more than ${MAX_DEPTH} folders deep` } : parts;
}

export function locateFile(ref: SecretRef, prefixes: Prefixes): Location {
  const parts = filePathOf(ref, prefixes);
  return 'notHere' in parts ? parts : { names: [parts.join('/')] };
}

/** The id of a file, or `undefined` where the prefix leaves none. */
export function idOf(name: string, prefix: string): string | undefined {
  if (prefix === '') return name;
  return name.startsWith(`${prefix}/`) ? name.slice(prefix.length + 1) : undefined;
}

function partsOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('/');
}
