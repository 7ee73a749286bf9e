import { dirname } from 'node:path';
import { SecretsError } from '@chatelaine/core';
import { loadOnce } from '@chatelaine/core/provider';

/** A map of a kubeconfig, in which every scalar is text: a token may be made of digits. */
export type KubeconfigMap = Readonly<Record<string, unknown>>;

/** The parts of one kubeconfig file that matter here. */
export interface Kubeconfig {
  /** The folder that relative paths in it start from. */
  readonly directory: string;
  readonly currentContext?: string | undefined;
  readonly contexts: ReadonlyMap<string, KubeconfigMap>;
  readonly clusters: ReadonlyMap<string, KubeconfigMap>;
  readonly users: ReadonlyMap<string, KubeconfigMap>;
}

const loadYaml = loadOnce(() => import('yaml'));

/**
 * Reads the text of a kubeconfig.
 *
 * @throws SecretsError `INVALID_CONFIG`, without any part of the text
 */
export async function parseKubeconfig(text: string, path: string, backend: string): Promise<Kubeconfig> {
  const refuse = (problem: string) =>
    new SecretsError('INVALID_CONFIG', `${backend}: the kubeconfig ${problem}.`, {
      backend,
      field: ['kubeconfig'],
      hint: 'Check it with "kubectl config view".',
    });
  const root = await parsed(text, refuse);
  if (!isMap(root)) throw refuse('holds no keys');
  const current = root['current-context'];
  return {
    directory: dirname(path),
    currentContext: typeof current === 'string' && current !== '' ? current : undefined,
    contexts: named(root.contexts, 'context'),
    clusters: named(root.clusters, 'cluster'),
    users: named(root.users, 'user'),
  };
}

async function parsed(text: string, refuse: (problem: string) => SecretsError): Promise<unknown> {
  const { parseDocument, LineCounter } = await loadYaml();
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter,
  });
  const [error] = document.errors;
  if (error !== undefined) throw refuse(`is no YAML in line ${lineCounter.linePos(error.pos[0]).line}`);
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof TypeError)
      throw refuse('has aliases that lead nowhere');
    throw error;
  }
}

/** The entries of a list by name; the first of a name counts, as for kubectl. */
function named(list: unknown, key: string): ReadonlyMap<string, KubeconfigMap> {
  const entries = new Map<string, KubeconfigMap>();
  for (const item of Array.isArray(list) ? (list as readonly unknown[]) : []) {
    if (!isMap(item) || typeof item.name !== 'string' || entries.has(item.name)) continue;
    const content = item[key];
    entries.set(item.name, isMap(content) ? content : {});
  }
  return entries;
}

function isMap(value: unknown): value is KubeconfigMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
