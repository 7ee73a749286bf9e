// Loaded before the command line: says when a child process is started, and breaks files when it is told to.
import { ChildProcess } from 'node:child_process';
import { breakFiles } from './broken-files.js';

const prototype = ChildProcess.prototype as unknown as {
  spawn(options: { readonly file?: string }): unknown;
};
const original = prototype.spawn;
prototype.spawn = function (this: ChildProcess, options: { readonly file?: string }): unknown {
  process.stderr.write(`a child process was started: ${options.file}\n`);
  return original.call(this, options);
};

const { CANARY_FILE_CODE, CANARY_FILE_MESSAGE = '' } = process.env;
if (CANARY_FILE_CODE !== undefined) breakFiles(CANARY_FILE_CODE, CANARY_FILE_MESSAGE);
