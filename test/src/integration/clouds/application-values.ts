import type { SecretRef } from '@chatelaine/core';

/** What the example application asks for, with what every store holds of it. */
export const APPLICATION_VALUES: readonly (readonly [ref: SecretRef, value: string])[] = [
  [{ kind: 'connection', id: 'smtp_default' }, 'smtp://postmaster:not%2Fa%2Fsecret@mail.example.com:587'],
  [{ kind: 'variable', id: 'mail_sender' }, 'orders@example.com'],
  [{ kind: 'config', id: 'sql_alchemy_conn' }, 'postgresql://airflow:not-a-secret@db.example.com/airflow'],
];

/** The secret that the application uses in the version that a variable names, where a store has versions. */
export const SIGNING_KEY: SecretRef = { kind: 'secret', id: 'signing-key' };

/** The variable that names it. */
export const SIGNING_KEY_VERSION: SecretRef = { kind: 'variable', id: 'signing_key_version' };

/** The version of the signing key that is in use, and the newer one that is not yet. */
export const KEY_OF_TODAY = 'the key of today';
export const KEY_OF_TOMORROW = 'the key of tomorrow';
