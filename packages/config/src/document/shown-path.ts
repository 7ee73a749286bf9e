import { isAbsolute, relative } from 'node:path';

/** Control characters, a name of more than 255 characters, or more than 4095 in all: no file has such a path. */
const NO_PATH = /\p{Cc}|[^/]{256}|^.{4096}/su;

/** Whether a text may be the path of a file, and is not just anything that was put in the place of one. */
export const isPath = (text: string): boolean => !NO_PATH.test(text);

/** A path as messages show it: relative when it is below the working directory. */
export function shownPath(path: string, cwd: string): string {
  if (!isPath(path)) return 'the config file';
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}
