import { execFileSync } from 'node:child_process';
import { ROOT } from './repository.js';

const RECORDER = `
import { registerHooks } from 'node:module';
globalThis.loadedFiles = [];
registerHooks({ load(url, context, next) { globalThis.loadedFiles.push(url); return next(url, context); } });
`;

/** Runs code in a process of its own and gives the URLs of all files and built-ins that it loaded. */
export function loadedBy(code: string, env: NodeJS.ProcessEnv = {}): readonly string[] {
  const recorder = `data:text/javascript,${encodeURIComponent(RECORDER)}`;
  const report = `${code}\nprocess.stdout.write(JSON.stringify(globalThis.loadedFiles));`;
  const output = execFileSync(
    process.execPath,
    ['--import', recorder, '--input-type=module', '--eval', report],
    {
      cwd: `${ROOT}test`,
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
      timeout: 30_000,
    },
  );
  return (JSON.parse(output) as string[]).filter((url) => !url.startsWith('data:'));
}

/** The loaded files that come from an npm package which is none of ours. */
export function thirdParty(urls: readonly string[]): readonly string[] {
  return urls.filter((url) => url.includes('/node_modules/'));
}
