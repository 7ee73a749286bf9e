import type { Location, SecretKind, SecretRef } from '@chatelaine/core';
import { hasTeam } from '@chatelaine/core/provider';
import type { KubernetesOptions } from './kubernetes-options.js';
import { DATA_KEY, LABEL_VALUE, SECRET_NAME } from './legal-names.js';

/** How references become places in a namespace. */
export interface NamingOptions {
  readonly labels: Readonly<Record<LabelledKind, LabelNaming>>;
  readonly secretsPrefix: string | null;
  readonly secretsDataKey: string;
}

export type LabelledKind = Exclude<SecretKind, 'secret'>;

export interface LabelNaming {
  /** `null`: never asked for this kind. */
  readonly label: string | null;
  readonly dataKey: string;
}

/** Where a value is: under a key of the one Secret that carries a label, or of the Secret with a name. */
export type SecretPlace =
  | { readonly by: 'label'; readonly label: string; readonly id: string; readonly dataKey: string }
  | { readonly by: 'name'; readonly secret: string; readonly dataKey: string };

const LABEL_OPTION: Readonly<Record<LabelledKind, string>> = {
  connection: 'connectionsLabel',
  variable: 'variablesLabel',
  config: 'configLabel',
};

/** What the options say of names, and Airflow's defaults. */
export function namingOf(options: KubernetesOptions): NamingOptions {
  const { connectionsDataKey, variablesDataKey, configDataKey } = options;
  return {
    labels: {
      connection: labelNaming(
        options.connectionsLabel,
        'airflow.apache.org/connection-name',
        connectionsDataKey,
      ),
      variable: labelNaming(options.variablesLabel, 'airflow.apache.org/variable-name', variablesDataKey),
      config: labelNaming(options.configLabel, 'airflow.apache.org/config-name', configDataKey),
    },
    secretsPrefix: options.secretsPrefix === undefined ? '' : options.secretsPrefix,
    secretsDataKey: options.secretsDataKey ?? 'value',
  };
}

/**
 * Where a reference would be: by Airflow's rule the Secret whose label holds the id of a connection, variable or config
 * value; for a raw secret `NAME/KEY`, where `NAME` alone stands for `NAME/value`.
 */
export function placeOf(ref: SecretRef, naming: NamingOptions): SecretPlace | { readonly notHere: string } {
  if (ref.version !== undefined) return { notHere: 'a Secret in Kubernetes keeps no older versions' };
  if (hasTeam(ref)) return { notHere: 'Secrets in Kubernetes have no team form' };
  return ref.kind === 'secret' ? namedPlace(ref.id, naming) : labelledPlace(ref.kind, ref.id, naming);
}

/** The place as messages and traces name it: `LABEL=ID`, with `/KEY` where the key is not Airflow's, or `NAME/KEY`. */
export function nameOf(place: SecretPlace): string {
  if (place.by === 'name') return `${place.secret}/${place.dataKey}`;
  return `${place.label}=${place.id}${place.dataKey === 'value' ? '' : `/${place.dataKey}`}`;
}

export function locateSecret(ref: SecretRef, naming: NamingOptions): Location {
  const place = placeOf(ref, naming);
  return 'notHere' in place ? place : { names: [nameOf(place)] };
}

function labelNaming(label: string | null | undefined, fallback: string, dataKey = 'value'): LabelNaming {
  return { label: label === undefined ? fallback : label, dataKey };
}

function labelledPlace(
  kind: LabelledKind,
  id: string,
  { labels }: NamingOptions,
): SecretPlace | { readonly notHere: string } {
  const { label, dataKey } = labels[kind];
  if (label === null) return { notHere: `${LABEL_OPTION[kind]} is null` };
  if (LABEL_VALUE.test(id)) return { by: 'label', label, id, dataKey };
  return {
    notHere:
      id.length > 63
        ? `a label in Kubernetes holds 63 characters, and the id has ${id.length}`
        : 'a label in Kubernetes holds letters, digits, "-", "_" and ".", and begins and ends with a letter or digit',
  };
}

function namedPlace(
  id: string,
  { secretsPrefix, secretsDataKey }: NamingOptions,
): SecretPlace | { readonly notHere: string } {
  if (secretsPrefix === null) return { notHere: 'secretsPrefix is null' };
  const whole = secretsPrefix + id;
  const slash = whole.indexOf('/');
  const secret = slash < 0 ? whole : whole.slice(0, slash);
  const dataKey = slash < 0 ? secretsDataKey : whole.slice(slash + 1);
  if (!SECRET_NAME.test(secret)) {
    return {
      notHere: 'the name of a Secret is made of lower-case letters, digits, "-" and ".", and has 253 at most',
    };
  }
  if (!DATA_KEY.test(dataKey)) {
    return { notHere: 'a key of a Secret is made of letters, digits, "-", "_" and "."' };
  }
  return { by: 'name', secret, dataKey };
}
