import { extname } from 'node:path';

/** How a file is written. */
export type FileFormat = 'env' | 'json' | 'yaml';

const FORMAT_BY_EXTENSION: Readonly<Record<string, FileFormat>> = {
  '.env': 'env',
  '.json': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
};

/** The extensions that are read, for messages. */
export const EXTENSIONS: readonly string[] = Object.keys(FORMAT_BY_EXTENSION);

/** What `age` adds to the name of a file that it encrypted. */
const AGE = /\.age$/;

/** The format by the end of the file's name, in any case; a file that is called ".env" and nothing else counts too. */
export function fileFormat(path: string): FileFormat | undefined {
  const lower = path.toLowerCase().replace(AGE, '');
  return FORMAT_BY_EXTENSION[extname(lower) || lower.slice(-4)];
}
