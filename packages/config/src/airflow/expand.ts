import type { Env } from '@chatelaine/core';

/** What Airflow expands values with. */
export interface Surroundings {
  readonly env: Env;
  readonly homeDirectory: string;
}

/** Expands `$NAME` and `${NAME}` of variables that are set, and a leading `~`; everything else stays as it is. */
export function expand(text: string, { env, homeDirectory }: Surroundings): string {
  const expanded = text.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, plain?: string, braced?: string) => {
    const name = plain ?? braced ?? '';
    return (Object.hasOwn(env, name) ? env[name] : undefined) ?? whole;
  });
  return expanded === '~' || expanded.startsWith('~/') ? homeDirectory + expanded.slice(1) : expanded;
}
