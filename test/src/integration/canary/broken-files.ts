import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Lets the operating system refuse every file whose path ends in "broken", with a code and a message of the test's choice.
 * What it returns ends that.
 */
export function breakFiles(code: string, message: string): () => void {
  const { open, realpath, stat } = fs.promises;
  const refusing =
    <F extends (...args: never[]) => unknown>(original: F) =>
    (...args: Parameters<F>): unknown => {
      if (!String(args[0]).endsWith('broken') && !String(args[0]).endsWith('broken.yaml'))
        return original(...args);
      return Promise.reject(Object.assign(new Error(message), { code, path: message, syscall: 'open' }));
    };
  Object.assign(fs.promises, { open: refusing(open), realpath: refusing(realpath), stat: refusing(stat) });
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs.promises, { open, realpath, stat });
    syncBuiltinESMExports();
  };
}
