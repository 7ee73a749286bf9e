import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../support/repository.js';

const CLI = join(ROOT, 'packages/chatelaine/bin/chatelaine.js');
const HOOK = pathToFileURL(join(import.meta.dirname, 'child-hook.js')).href;

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

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
): Promise<CommandResult> {
  const child = spawn(process.execPath, ['--import', HOOK, CLI, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const finished = new Promise<CommandResult>((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  await interruptWhen?.();
  if (interruptWhen !== undefined) child.kill('SIGINT');
  return finished;
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
