import type { StandardSchemaV1 } from '@chatelaine/core';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { DATA_KEY, LABEL_KEY, NAMESPACE } from './legal-names.js';

/** Everything that a config file can say about the Secrets of a cluster. */
export interface KubernetesOptions {
  /** The namespace to read. @default the pod's own, else the one of the kubeconfig's context, else "default" there */
  readonly namespace?: string | undefined;
  /** The label that holds the ids of connections; `null`: never asked for them. @default 'airflow.apache.org/connection-name' */
  readonly connectionsLabel?: string | null | undefined;
  /** The label that holds the ids of variables; `null`: never asked for them. @default 'airflow.apache.org/variable-name' */
  readonly variablesLabel?: string | null | undefined;
  /** The label that holds the ids of config values; `null`: never asked for them. @default 'airflow.apache.org/config-name' */
  readonly configLabel?: string | null | undefined;
  /** The data key of a connection. @default 'value' */
  readonly connectionsDataKey?: string | undefined;
  /** The data key of a variable. @default 'value' */
  readonly variablesDataKey?: string | undefined;
  /** The data key of a config value. @default 'value' */
  readonly configDataKey?: string | undefined;
  /** Before the names of raw secrets; `null`: never asked for them. @default '' */
  readonly secretsPrefix?: string | null | undefined;
  /** The data key of a raw secret that names none. @default 'value' */
  readonly secretsDataKey?: string | undefined;
  /** A kubeconfig file. @default in a pod none, else KUBECONFIG, else ~/.kube/config */
  readonly kubeconfig?: string | undefined;
  /** The context of the kubeconfig. @default its current one */
  readonly context?: string | undefined;
  /** The API server's address, `https://host[:port]`, in place of a kubeconfig. */
  readonly server?: string | undefined;
  /** A PEM file with the authorities that sign the API server's certificate. @default Node's own */
  readonly caFile?: string | undefined;
  /** A bearer token. */
  readonly token?: string | undefined;
  /** A file that holds the bearer token, read again every minute. */
  readonly tokenFile?: string | undefined;
  /** A PEM file with a client certificate. */
  readonly clientCertificateFile?: string | undefined;
  /** A PEM file with the key of the client certificate. */
  readonly clientKeyFile?: string | undefined;
  /** Where a pod has its token, authorities and namespace. @default '/var/run/secrets/kubernetes.io/serviceaccount' */
  readonly serviceAccountFolder?: string | undefined;
}

const described = <T>(schema: v.GenericSchema<T>, text: string) =>
  v.optional(v.pipe(schema, v.description(text)));
const text = v.pipe(v.string(), v.nonEmpty());
const label = (kind: string, fallback: string) =>
  described(
    v.nullable(v.pipe(v.string(), v.regex(LABEL_KEY))),
    `the label that holds the ids of ${kind} (default "${fallback}"), or null to never ask for them`,
  );
const dataKey = (what: string) =>
  described(v.pipe(v.string(), v.regex(DATA_KEY)), `the data key of ${what} (default "value")`);

const schema = v.strictObject({
  namespace: described(v.pipe(v.string(), v.regex(NAMESPACE)), 'the namespace to read'),
  connectionsLabel: label('connections', 'airflow.apache.org/connection-name'),
  variablesLabel: label('variables', 'airflow.apache.org/variable-name'),
  configLabel: label('config values', 'airflow.apache.org/config-name'),
  connectionsDataKey: dataKey('a connection'),
  variablesDataKey: dataKey('a variable'),
  configDataKey: dataKey('a config value'),
  secretsPrefix: described(
    v.nullable(v.string()),
    'text before the names of raw secrets (default ""), or null to never ask for them',
  ),
  secretsDataKey: dataKey('a raw secret that names none'),
  kubeconfig: described(text, 'the path of a kubeconfig file'),
  context: described(text, 'the context of the kubeconfig'),
  server: described(text, "the API server's address, https://HOST:PORT, in place of a kubeconfig"),
  caFile: described(
    text,
    "the path of a PEM file with the authorities that sign the API server's certificate",
  ),
  token: described(text, 'a bearer token'),
  tokenFile: described(text, 'the path of a file that holds the bearer token'),
  clientCertificateFile: described(text, 'the path of a PEM file with a client certificate'),
  clientKeyFile: described(text, 'the path of a PEM file with the key of the client certificate'),
  serviceAccountFolder: described(text, 'the folder where a pod has its token, authorities and namespace'),
});

/** The options as a Standard Schema that also gives its JSON Schema. */
export const optionsSchema: StandardSchemaV1<unknown, KubernetesOptions> = toStandardJsonSchema(schema);

/** The names of all options. */
export const OPTION_NAMES: readonly string[] = Object.keys(schema.entries);
