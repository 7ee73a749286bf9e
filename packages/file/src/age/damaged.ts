import { FileProblem } from '../file-problem.js';

/** What is said of an encrypted file that no key could open as it is. */
export function damaged(problem: string = 'the encrypted file is damaged or cut off'): FileProblem {
  return new FileProblem({}, problem, 'Restore the file, as from version control or a backup.');
}
