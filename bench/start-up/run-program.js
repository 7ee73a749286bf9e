import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAMS = new URL('./programs/', import.meta.url);
const REPORTER = new URL('./report-costs.js', import.meta.url).href;
const RECORDER = new URL('./record-files.js', import.meta.url).href;

/** Runs a program of `programs` in a process of its own and gives the nanoseconds until that had ended. */
export function wallNs(program) {
  const start = process.hrtime.bigint();
  run([], program);
  return Number(process.hrtime.bigint() - start);
}

/** The same with what the process says of itself: `{ cpuNs, rssBytes }`. */
export const costsOf = (program) => JSON.parse(run(['--import', REPORTER], program));

/** The URLs of all files and built-ins that a program loads. */
export const filesOf = (program) => JSON.parse(run(['--import', RECORDER], program));

function run(args, program) {
  const file = fileURLToPath(new URL(program, PROGRAMS));
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, file], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}
