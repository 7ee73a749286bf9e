import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { safeCause } from '@chatelaine/core';

/** How Node begins the stack of a module that it cannot link or parse; the line itself follows and is not looked at. */
const FIRST_LINE = /^(\/[^\n:%]{1,1000}|file:\/\/\/[^\s?#%]{1,1000}):(\d{1,9})\n/;
const FRAMES = /(?:\(|at )(file:\/\/\/[^\s?#%()]{1,1000}):(\d+):(\d+)\)?$/gm;
const MISSING_PACKAGE = /^Cannot find package '([^']{1,200})' imported from /;
const PACKAGE = /^(?:@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/;

/**
 * Where a module failed while it was loaded, as "lib/chest.mjs:3" from a folder, when Node tells it. What is thrown where the
 * module was asked for, at the URL of the loader, came from Node itself.
 */
export function placeOfFailure(error: unknown, folder: string, loader: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const place = error instanceof SyntaxError ? FIRST_LINE.exec(error.stack ?? '') : firstFrame(error, loader);
  if (place === null || place === undefined) return undefined;
  const [, file = '', ...position] = place;
  return [relative(folder, file.startsWith('/') ? file : fileURLToPath(file)), ...position].join(':');
}

/** The package that an import did not find, when what Node calls it reads like the name of one. */
export function missingPackage(error: unknown): string | undefined {
  const [, name = ''] = (error instanceof Error && MISSING_PACKAGE.exec(error.message)) || [];
  return PACKAGE.test(name) ? name : undefined;
}

function firstFrame(error: Error, loader: string): RegExpMatchArray | undefined {
  const { stack = '' } = safeCause(error);
  const [first] = stack.matchAll(FRAMES);
  return first?.[1] === loader ? undefined : first;
}
