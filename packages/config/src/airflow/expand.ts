import type { Env } from '@chatelaine/core';

/** What Airflow expands values with. */
export interface Surroundings {
  readonly env: Env;
  readonly homeDirectory: string;
}

/** No "{" within the braces, so that text full of "${" is read once and not once for each. */
const VARIABLE = /\$(?:(\w+)|\{([^{}]*)\})/g;

/** Expands `$NAME` and `${NAME}` of variables that are set, and a leading `~`; everything else stays as it is. */
export function expand(text: string, { env, homeDirectory }: Surroundings): string {
  const expanded = text.replace(VARIABLE, (whole, plain?: string, braced?: string) =>
    replacement(whole, plain ?? braced, env),
  );
  return isHome(expanded) ? homeDirectory + expanded.slice(1) : expanded;
}

/** Whether `expand` would change a text, without building what it would be: that may be far larger. */
export function isExpanded(text: string, { env }: Surroundings): boolean {
  if (isHome(text)) return true;
  for (const [whole, plain, braced] of text.matchAll(VARIABLE)) {
    if (replacement(whole, plain ?? braced, env) !== whole) return true;
  }
  return false;
}

function replacement(whole: string, name: string | undefined, env: Env): string {
  return (name !== undefined && Object.hasOwn(env, name) ? env[name] : undefined) ?? whole;
}

function isHome(text: string): boolean {
  return text === '~' || text.startsWith('~/');
}
