import { digestOf, isJsonObject, parseJsonObject, textIn } from '@chatelaine/core/provider';
import type { GcpOptions } from './gcp-options.js';

/** What tells one project from another as far as the options say. */
export function placeOf({ endpoint, location, projectId, key, ...files }: GcpOptions): string {
  const project = projectId ?? keyProject(key) ?? files.keyFile ?? files.credentialConfigFile;
  return digestOf(endpoint, location, project);
}

function keyProject(key: GcpOptions['key']): string | undefined {
  const document = typeof key === 'string' ? parseJsonObject(key) : key;
  return isJsonObject(document) ? textIn(document, 'project_id') : undefined;
}
