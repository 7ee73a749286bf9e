import type { SecretRef } from '@chatelaine/core';
import type { Canaries } from './canaries.js';

/** What a store holds during a run. */
export interface StoredValue {
  readonly ref: SecretRef;
  readonly value: string;
}

/** Values that are found, one of each kind, each with a canary. */
export function soundValues(canaries: Canaries): readonly StoredValue[] {
  const password = encodeURIComponent(canaries.make('password of a connection'));
  const extra = encodeURIComponent(JSON.stringify({ token: canaries.make('extra of a connection') }));
  return [
    { ref: { kind: 'variable', id: 'canary' }, value: canaries.make('variable') },
    { ref: { kind: 'config', id: 'canary' }, value: canaries.make('config value') },
    { ref: { kind: 'secret', id: 'canary' }, value: canaries.make('raw secret') },
    {
      ref: { kind: 'connection', id: 'canary' },
      value: `postgres://scott:${password}@db.example:5432/app?__extra__=${extra}`,
    },
  ];
}

/** Connections that cannot be read, or only with losses, with a canary in each of their parts. */
export function malformedValues(canaries: Canaries): readonly StoredValue[] {
  const hidden = canaries.make('malformed connection');
  const plain = canaries.make('malformed connection without special characters', { plain: true });
  const texts = [
    hidden,
    plain,
    `${plain}://${hidden}`,
    `postgres://scott:${hidden}@db:5432/app`,
    `postgres://scott:${plain}@[${plain}/app`,
    `postgres://scott:${plain}@db:${plain}/app`,
    `postgres://scott:%${plain}@db/%E0%A4%${plain}`,
    `postgres://db/app?__extra__=${plain}`,
    `postgres://db/app?__extra__=%7B%22${plain}`,
    `postgres://scott:p#${plain}@db/app`,
    `{"conn_type": "postgres", "password": "${hidden}`,
    `{"conn_type": "postgres", "password": ${plain}}`,
    `{"conn_type": "postgres", "port": "${plain}"}`,
    `{"conn_type": ["${plain}"], "${plain}": "${plain}"}`,
    `{"password": "${plain}", "password": "${plain}"}`,
    `{"extra": "${plain}"} ${plain}`,
    `{"extra": {"a": ${plain}}}`,
    `[${JSON.stringify(hidden)}]`,
  ];
  return texts.map((value, index) => ({ ref: { kind: 'connection', id: `malformed-${index + 1}` }, value }));
}
