import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Finished, finished } from '../../support/finished.js';
import { ROOT } from '../../support/repository.js';

const CLI = join(ROOT, 'packages/chatelaine/bin/chatelaine.js');
const HOOK = pathToFileURL(join(import.meta.dirname, 'child-hook.js')).href;

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Interrupts the command when it resolves. */
  readonly interruptWhen?: () => Promise<void>;
}

/** Runs the command line in a process of its own, which says so when it starts a child. */
export async function runCommand(
  args: readonly string[],
  { cwd, env, interruptWhen }: CommandOptions,
): Promise<Finished> {
  const child = spawn(process.execPath, ['--import', HOOK, CLI, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const result = finished(child);
  await interruptWhen?.();
  if (interruptWhen !== undefined) child.kill('SIGINT');
  return result;
}

interface Document {
  readonly error?: { readonly code?: string };
  readonly outcome?: string;
  readonly code?: string;
  readonly backends?: readonly { readonly code?: string }[];
}

/** The code that the JSON document of a command tells, or `undefined` for success. */
export function codeTold(stdout: string): string | undefined {
  const { error, outcome, code, backends = [] } = JSON.parse(stdout) as Document;
  if (outcome === 'missing') return 'SECRET_NOT_FOUND';
  return error?.code ?? code ?? backends.find((backend) => backend.code !== undefined)?.code;
}
