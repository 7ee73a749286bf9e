import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nearest } from '@chatelaine/core';

const AIRFLOW_FILE = 'airflow.cfg';
/** Where people put a config that is then not found; the working directory itself first. */
const FOLDERS = ['', 'config', '.config'];
const CONFIG_FILE = /\.(?:ya?ml|json|toml)$/i;
const SCHEMA_FILE = /\.schema\.json$/i;

/**
 * Says that there is no config, and names what lies in the working directory and may have been meant to be one: an
 * `airflow.cfg` that nothing names, a file whose name is nearly right.
 */
export async function noConfigNote(cwd: string): Promise<string> {
  const here = await filesIn(cwd);
  const near = (await Promise.all(FOLDERS.map((folder) => nearNamed(cwd, folder)))).flat().at(0);
  return [
    `No config file was found from ${cwd} upwards; name one with CHATELAINE_CONFIG.`,
    ...(here.includes(AIRFLOW_FILE)
      ? [`${AIRFLOW_FILE} is there and not used: it is read when AIRFLOW_CONFIG or AIRFLOW_HOME names it.`]
      : []),
    ...(near === undefined
      ? []
      : [`${near} is there and not used: it would be as chatelaine.yaml in this folder or above.`]),
  ].join(' ');
}

async function nearNamed(cwd: string, folder: string): Promise<string[]> {
  const files = await filesIn(join(cwd, folder));
  return files.filter(isNearlyRight).map((name) => (folder === '' ? name : `${folder}/${name}`));
}

/** Whether the first word of a name is nearly "chatelaine": chatelain.yaml, chatelaine.config.yaml, .chatelaine.json. */
function isNearlyRight(name: string): boolean {
  if (!CONFIG_FILE.test(name) || SCHEMA_FILE.test(name)) return false;
  const [word = ''] = name.replace(/^\./, '').split(/[._-]/, 1);
  return nearest(word, ['chatelaine']) !== undefined;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && UNREADABLE.has(String(error.code))) return [];
    throw error;
  }
}

const UNREADABLE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP']);
