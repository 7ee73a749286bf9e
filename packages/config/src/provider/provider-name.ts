import { isBuiltin } from 'node:module';
import { basename, extname } from 'node:path';
import { nearest } from '@chatelaine/core';
import { BUNDLED_PROVIDERS } from './bundled-providers.js';

export interface ProviderFault {
  readonly problem: string;
  readonly hint: string;
}

const SHORT = /^[a-z][a-z0-9-]*$/;
/** A package without a scope can be told from a short name, and so be named, only by a digit at its start, "." or "_". */
const PACKAGE = /^(?:@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/;
/** A path without `./` before it. */
const FILE = /^[\w-][\w.-]*(?:\/[\w.-]+)*\.[cm]?[jt]s$/;
const PATH = /^(?:\.{1,2})?\//;
const OWN =
  'A package of your own is named with its scope (@acme/secrets), or a module by its path (./secrets.js).';

/** Whether a provider is named by a path. */
export const isProviderPath = (provider: string): boolean => PATH.test(provider);

/** Whether a provider is named by a short name. */
export const isShortName = (provider: string): boolean => SHORT.test(provider);

/**
 * What is wrong with how a provider is named, or `undefined`.
 *
 * @param isThere whether there is a file at a path from the config file
 */
export function providerFault(
  provider: string,
  isThere: (path: string) => boolean,
): ProviderFault | undefined {
  if (provider.includes('${')) {
    return { problem: 'is never expanded, because it names code to load.', hint: 'Write the name itself.' };
  }
  if (/\s/.test(provider)) {
    return {
      problem: 'is not the name of a provider.',
      hint: 'Write one name; each backend is a line of its own that begins with "- ", all in the same column.',
    };
  }
  if (isProviderPath(provider)) return pathFault(provider);
  if (FILE.test(provider)) return fileFault(`./${provider}`, isThere);
  if (isShortName(provider)) return shortNameFault(provider);
  if (/[:#]/.test(provider)) {
    return {
      problem: 'is not the name of a provider.',
      hint: `URLs, "node:" and "#" are not accepted. ${OWN}`,
    };
  }
  if (isBuiltin(provider)) return { problem: 'is a module of Node, and no provider.', hint: OWN };
  if (PACKAGE.test(provider)) return undefined;
  return { problem: 'is not the name of a provider.', hint: suggestion(provider) };
}

/** The label of a backend that has no name of its own. */
export function labelFor(provider: string): string {
  return isProviderPath(provider) ? basename(provider, extname(provider)) : provider;
}

/** The provider as messages call it. */
export function describeProvider(provider: string): string {
  return isProviderPath(provider) ? 'this provider' : provider;
}

function pathFault(path: string): ProviderFault | undefined {
  if (!path.includes('\0') && !path.endsWith('/')) return undefined;
  return { problem: 'is not the path of a module.', hint: 'Name a file, such as ./secrets.js.' };
}

function fileFault(path: string, isThere: (path: string) => boolean): ProviderFault {
  return {
    problem: 'is not the name of a provider.',
    hint: `Did you mean "${path}"? ${isThere(path) ? 'That file is there' : 'It begins with ./'}, and a module is named by its path.`,
  };
}

function shortNameFault(name: string): ProviderFault | undefined {
  if (BUNDLED_PROVIDERS.includes(name)) return undefined;
  return { problem: 'is not a known provider.', hint: suggestion(name) };
}

function suggestion(name: string): string {
  const longer = BUNDLED_PROVIDERS.filter((known) => known.startsWith(`${name}-`));
  if (longer.length > 0) return `Did you mean ${longer.map((known) => `"${known}"`).join(' or ')}?`;
  const near = nearest(name, BUNDLED_PROVIDERS);
  return near === undefined
    ? `Known are ${BUNDLED_PROVIDERS.join(', ')}. ${OWN}`
    : `Did you mean "${near}"? ${OWN}`;
}
