import type { ConnectionFields } from '@chatelaine/core/connection';
import { formatConnectionUri, parseConnectionUri } from '@chatelaine/core/connection';

/** The fields as they come back from a store that holds them as a URI in Airflow's form. */
export const storedAsUri = (fields: ConnectionFields): ConnectionFields =>
  parseConnectionUri(formatConnectionUri(fields)).fields;

/** Every character that URIs, shells, SQL, JSON and configuration files give a meaning, and some beyond ASCII. */
export const HARDEST_PASSWORD = `p@:/?#[]%&=+ "'\\$é日本€😀;,|<>{}()*!~^\`%2F%00-`;
