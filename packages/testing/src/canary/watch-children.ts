import childProcess, { ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import type { Notice } from './process-watch.js';

interface Spawned {
  readonly args?: readonly string[];
  readonly envPairs?: readonly string[];
}

/** The functions that wait for their child, and do not start it as the others do. */
const WAITING = ['execFileSync', 'execSync', 'spawnSync'] as const;

/** What a child gets beyond the environment that it inherits. */
export function watchChildren(notice: Notice): () => void {
  const see = (args: unknown, environment: readonly string[]): void => {
    const inherited = new Set(pairsOf(process.env));
    notice('the arguments of a child process', args);
    notice(
      'the environment of a child process',
      environment.filter((pair) => !inherited.has(pair)),
    );
  };
  const undo = [watchStarted(see), ...WAITING.map((name) => watchWaiting(name, see))];
  syncBuiltinESMExports();
  return () => {
    for (const end of undo) end();
    syncBuiltinESMExports();
  };
}

type See = (args: unknown, environment: readonly string[]) => void;

function watchStarted(see: See): () => void {
  const prototype = ChildProcess.prototype as unknown as { spawn(options: Spawned): unknown };
  const original = prototype.spawn;
  prototype.spawn = function (this: ChildProcess, options: Spawned): unknown {
    see(options.args, options.envPairs ?? []);
    return original.call(this, options);
  };
  return () => {
    prototype.spawn = original;
  };
}

function watchWaiting(name: (typeof WAITING)[number], see: See): () => void {
  const functions = childProcess as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
  const original = functions[name];
  if (original === undefined) return () => undefined;
  functions[name] = (...given) => {
    const { env } = (given.find(isOptions) ?? {}) as { readonly env?: NodeJS.ProcessEnv };
    see(
      given.filter((each) => !isOptions(each)),
      pairsOf(env ?? {}),
    );
    return original(...given);
  };
  return () => {
    functions[name] = original;
  };
}

function isOptions(given: unknown): boolean {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function pairsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`);
}
