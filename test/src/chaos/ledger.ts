import { SecretsError } from '@chatelaine/core';
import type { Group } from './groups.js';
import type { Phase } from './phase.js';
import { counterIn, type Rotation } from './rotation.js';

/** What a busy machine adds to the age of a value before its reader looks at it, in milliseconds. */
const SLACK_MS = 1_000;
const MOST_TOLD = 10;

export interface LedgerParts {
  readonly rotations: Readonly<Record<Group['kind'], Rotation>>;
  /** How long one read of a store may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** Judges every answer and every error on the spot, and counts them by phase. */
export class Ledger {
  /** The first of each kind of wrong in a phase. */
  readonly violations: string[] = [];
  violationCount = 0;
  readonly #told = new Set<string>();
  readonly #parts: LedgerParts;
  /** The highest counter that anybody has seen of an id. */
  readonly #seen = new Map<string, number>();
  #phase: Phase;

  constructor(parts: LedgerParts, first: Phase) {
    this.#parts = parts;
    this.#phase = first;
  }

  get phase(): Phase {
    return this.#phase;
  }

  enter(phase: Phase): void {
    this.#phase = phase;
  }

  seen(id: string): number {
    return this.#seen.get(id) ?? 0;
  }

  /** An answer, or "not found". `last` is what this reader had of the id before; gives what it has now. */
  answered(group: Group, id: string, text: string | undefined, last: number, began: Phase): number {
    if (text === undefined) {
      this.#violated(`${id} was not found`);
      return last;
    }
    const counter = counterIn(id, text);
    if (counter === undefined) {
      this.#violated(`${id} was answered with what is not its value`);
      return last;
    }
    if (counter < last) this.#violated(`${id} went back from ${last} to ${counter}`);
    const age = this.#parts.rotations[group.kind].supersededMs(counter);
    if (age > this.#oldest(group, began))
      this.#violated(`${id} was ${Math.round(age)} ms old in group ${group.name}`);
    began.tally(group.name).answered += 1;
    if (counter > this.seen(id)) this.#seen.set(id, counter);
    return counter;
  }

  failed(group: Group, id: string, error: unknown, began: Phase): void {
    const code = SecretsError.is(error) ? error.code : undefined;
    if (code === undefined) {
      this.#violated(`${id} failed with an error that is none of ours: ${String(error)}`);
      return;
    }
    const phases = [began, this.#phase];
    // A read that was under way when the store began to refuse was refused.
    const { failed } = (phases.find(({ kept }) => kept === 'refused') ?? began).tally(group.name);
    failed[code] = (failed[code] ?? 0) + 1;
    if (group.name === 'kept' && phases.every(({ kept }) => kept === 'served'))
      this.#violated(`${id} was kept, and failed with ${code}`);
    if (group.name === 'live' && phases.every(({ isHarmless }) => isHarmless))
      this.#violated(`${id} failed with ${code} though the store answers`);
  }

  /** How old a value may be that is handed out: a read of the store that takes its time included. */
  #oldest({ ages }: Group, { kept, elapsedMs }: Phase): number {
    const { timeoutMs } = this.#parts;
    const margin = timeoutMs + SLACK_MS;
    // What was refused is served no longer than it is fresh.
    const isRefused = kept === 'refused' && elapsedMs > ages.freshMs + margin;
    return (isRefused ? ages.freshMs : ages.hardMs) + margin;
  }

  #violated(what: string): void {
    this.violationCount += 1;
    const { name, elapsedMs } = this.#phase;
    const kind = `${name}: ${what.replaceAll(/\d+/g, '')}`;
    if (this.#told.has(kind) || this.violations.length >= MOST_TOLD) return;
    this.#told.add(kind);
    this.violations.push(`${name}, ${Math.round(elapsedMs)} ms in: ${what}`);
  }
}
