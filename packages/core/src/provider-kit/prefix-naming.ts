import type { Location } from '../backend.js';
import { SECRET_KINDS, type SecretKind, type SecretRef } from '../secret-ref.js';
import type { NameRules } from './name-rules.js';
import { PREFIX_OPTION, type Prefixes } from './prefixes.js';
import { hasTeam, whyNoTeam } from './team.js';
import { refuseVersion, unwritable } from './unwritable.js';

/** Which ids of a kind are asked for, and the option that says so. */
export interface LookupPattern {
  readonly option: string;
  readonly pattern: RegExp;
}

export interface PrefixNamingOptions {
  /** The backend's label, for messages. */
  readonly backend: string;
  readonly prefixes: Prefixes;
  /** What stands between prefix and id. */
  readonly separator: string;
  readonly rules: NameRules;
  /** @default every id of every kind is asked for */
  readonly patterns?: Readonly<Partial<Record<SecretKind, LookupPattern>>> | undefined;
}

/** The one name that a reference is written under, or why it has none. */
export type OwnName = { readonly name: string } | { readonly notHere: string };

const LONGEST_ID = 250;
const PROBE_ID = 'chatelaine-probe';
/** What stands between team and id. */
const TEAM_END = '--';

/**
 * Names that are made of a prefix and an id, by Airflow's rule: a team's own name, `PREFIX-TEAM--ID`, comes before the
 * global one.
 */
export class PrefixNaming {
  readonly #backend: string;
  readonly #prefixes: Prefixes;
  readonly #separator: string;
  readonly #rules: NameRules;
  readonly #patterns: NonNullable<PrefixNamingOptions['patterns']>;

  constructor({ backend, prefixes, separator, rules, patterns = {} }: PrefixNamingOptions) {
    this.#backend = backend;
    this.#prefixes = prefixes;
    this.#separator = separator;
    this.#rules = rules;
    this.#patterns = patterns;
  }

  /** The names that a reference may have, in the order of asking; none that is illegal in the service. */
  locate(ref: SecretRef): Location {
    const notHere = this.#reasonAgainst(ref);
    if (notHere !== undefined) return { notHere };
    const candidates = this.#candidates(ref);
    const names = candidates.filter((name) => this.#rules.illegalName(name) === undefined);
    if (names.length === 0) return { notHere: this.#whyIllegal(candidates.at(-1) ?? '') };
    return this.#rules.identity === undefined
      ? { names }
      : { names, identity: this.#rules.identity(names.join('/')) };
  }

  /**
   * The one name that a reference is written under: a team's own, and never the global one that it falls back to.
   *
   * @throws SecretsError `INVALID_REFERENCE` when it has none, `UNSUPPORTED` for a single version
   */
  nameToWrite(ref: SecretRef): string {
    refuseVersion(ref, this.#backend);
    const own = this.#ownName(ref);
    if ('name' in own) return own.name;
    throw unwritable(ref, own.notHere, this.#backend);
  }

  /**
   * The same for a removal, or `undefined` where there can be nothing to remove.
   *
   * @throws SecretsError `UNSUPPORTED` for a single version
   */
  nameToRemove(ref: SecretRef): string | undefined {
    refuseVersion(ref, this.#backend);
    const own = this.#ownName(ref);
    return 'name' in own ? own.name : undefined;
  }

  /** What all names of a kind begin with; `undefined`: it is never asked for. */
  startOf(kind: SecretKind): string | undefined {
    return this.#prefixes[kind] === null ? undefined : this.#join(kind, '');
  }

  /** The reference of a kind that leads to a name in the service; `undefined`: none does. */
  referenceOf(kind: SecretKind, name: string): SecretRef | undefined {
    const start = this.startOf(kind);
    const id = start === undefined ? '' : name.slice(start.length);
    if (start === undefined || id === '' || id.length > LONGEST_ID) return undefined;
    const ref: SecretRef = { kind, id };
    const location = this.locate(ref);
    const isThere = 'names' in location && location.names.some((own) => this.#isSame(own, name));
    return isThere ? ref : undefined;
  }

  /** A name that need not exist, of the first kind that is asked for: who may read is often told by prefix. */
  get probeName(): string {
    const kind = SECRET_KINDS.find((known) => this.#prefixes[known] !== null) ?? 'secret';
    return this.#join(kind, PROBE_ID);
  }

  #reasonAgainst(ref: SecretRef): string | undefined {
    const { kind, id, version } = ref;
    if (this.#prefixes[kind] === null) return `${PREFIX_OPTION[kind]} is null`;
    const lookup = this.#patterns[kind];
    if (lookup?.pattern.test(id) === false) return `${lookup.option} does not match the id`;
    const illegal = version === undefined ? undefined : this.#rules.illegalVersion(version);
    return illegal ?? whyNoTeam(ref) ?? this.#whyAmbiguous(ref);
  }

  /** A team must not be led to what is another team's by the names of the service. */
  #whyAmbiguous(ref: SecretRef): string | undefined {
    const { kind, id, team = '' } = ref;
    if (!hasTeam(ref)) return undefined;
    const asWritten = (text: string) => this.#rules.join('', text, this.#separator, kind);
    if (asWritten(id).includes(TEAM_END)) return `with a team, no id has "${TEAM_END}"`;
    // The end of the team would be taken for the first "-" of what stands after it.
    const end = TEAM_END.charAt(0);
    return asWritten(team).endsWith(end) ? `no team has "${end}" at its end` : undefined;
  }

  #ownName(ref: SecretRef): OwnName {
    const notHere = this.#reasonAgainst(ref);
    if (notHere !== undefined) return { notHere };
    const [name = ''] = this.#candidates(ref);
    return this.#rules.illegalName(name) === undefined ? { name } : { notHere: this.#whyIllegal(name) };
  }

  #candidates(ref: SecretRef): readonly string[] {
    const { kind, id, team } = ref;
    const ids = hasTeam(ref) ? [`${team}${TEAM_END}${id}`, id] : [id];
    return ids.map((each) => this.#join(kind, each));
  }

  #join(kind: SecretKind, id: string): string {
    const { join, keepsPrefixEnd = false } = this.#rules;
    const given = this.#prefixes[kind] ?? '';
    const prefix = keepsPrefixEnd ? given : withoutEnd(given, this.#separator);
    return join(prefix, id, this.#separator, kind);
  }

  #whyIllegal(name: string): string {
    return this.#rules.illegalName(name) ?? 'it has no name';
  }

  #isSame(one: string, other: string): boolean {
    const { identity = (name: string) => name } = this.#rules;
    return identity(one) === identity(other);
  }
}

/** As Python's `rstrip`: the separator is a set of characters. */
function withoutEnd(prefix: string, characters: string): string {
  let end = prefix.length;
  while (end > 0 && characters.includes(prefix.charAt(end - 1))) end -= 1;
  return prefix.slice(0, end);
}
