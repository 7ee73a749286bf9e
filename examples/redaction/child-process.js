import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';

/** Runs a program and redacts what it prints, wherever its output is cut into chunks. */
export async function runRedacted(redact, command, args, stdout = process.stdout) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await pipeline(child.stdout, redact.nodeStream(), stdout, { end: false });
}
