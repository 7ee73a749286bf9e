import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

export type ExpandedFile = { readonly text: string } | { readonly problem: string; readonly hint: string };

const MAX_BYTES = 65_536;
const PROBLEM_BY_CODE: Readonly<Record<string, { problem: string; hint: string }>> = {
  ENOENT: { problem: 'does not exist', hint: 'A path that is not absolute starts at the config file.' },
  ENOTDIR: { problem: 'does not exist', hint: 'A path that is not absolute starts at the config file.' },
  EACCES: { problem: 'may not be read by this user', hint: 'Let this user read it.' },
  EPERM: { problem: 'may not be read by this user', hint: 'Let this user read it.' },
  ELOOP: { problem: 'is a link that leads nowhere', hint: 'Name a regular file.' },
  ENXIO: { problem: 'is not a regular file', hint: 'Name a regular file.' },
};

/** Reads a small text file without the newline at its end, or says why not. */
export function readExpandedFile(path: string): ExpandedFile {
  try {
    // Opening a pipe would otherwise wait for somebody to write into it.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return readRegularFile(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const known = PROBLEM_BY_CODE[error instanceof Error && 'code' in error ? String(error.code) : ''];
    if (known === undefined) throw error;
    return known;
  }
}

function readRegularFile(file: number): ExpandedFile {
  const status = fstatSync(file);
  if (!status.isFile()) return { problem: 'is not a regular file', hint: 'Name a regular file.' };
  if (status.size > MAX_BYTES)
    return { problem: 'is larger than 64 KiB', hint: 'Name a file that holds one value.' };
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return { problem: 'is not UTF-8', hint: 'Name a text file.' };
  return { text: text.replace(/\r?\n$/, '') };
}
