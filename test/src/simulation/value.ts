import type { Answer, FoundSecret, SecretRef } from '@chatelaine/core';
import { formatSecretRef } from '@chatelaine/core';

/** What no message, cause or property of an error may hold. */
export const CANARY = 'cAnArY';

/** What a value says about itself: which store holds it, for which reference, and how many were set before. */
export interface Marks {
  readonly store: string;
  readonly place: string;
  readonly counter: number;
}

/** The reference without its version, as a text. */
export function placeOf({ kind, id, team }: SecretRef): string {
  return team === undefined ? `${kind}/${id}` : `${kind}/${id}~${team}`;
}

/** The complete reference, as a text. */
export function keyOf(ref: SecretRef): string {
  const { team, ...rest } = ref;
  return team === undefined ? formatSecretRef(rest) : `${formatSecretRef(rest)}~${team}`;
}

export function valueFor(ref: SecretRef, { store, place, counter }: Marks): FoundSecret['value'] {
  const text = `${CANARY}.${store}.${place.replace('/', '!')}.${counter}`;
  return ref.kind === 'connection' ? `postgres://${text}:${text}@db.example:5432/app` : text;
}

/** A text under the reference that nobody can read as a connection. */
export const malformed = (): string => `{"conn_type": "postgres", "password": "${CANARY}`;

/** Reads the marks back; a connection of two versions is none. */
export function marksOf(answer: Answer): Marks | undefined {
  const revealed = answer.reveal();
  const texts = typeof revealed === 'string' ? [revealed] : [revealed.login, revealed.password];
  const [canary, store, place, counter] = (texts[0] ?? '').split('.');
  if (texts.some((text) => text !== texts[0]) || canary !== CANARY) return undefined;
  if (store === undefined || place === undefined || counter === undefined) return undefined;
  return { store, place: place.replace('!', '/'), counter: Number(counter) };
}
