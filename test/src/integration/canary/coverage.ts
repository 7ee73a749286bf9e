import { SECRETS_ERROR_CODES, type SecretsErrorCode } from '@chatelaine/core';

export const BACKENDS = [
  'env',
  'file',
  'azure-key-vault',
  'aws-secrets-manager',
  'aws-parameter-store',
  'gcp',
  'vault',
  'kubernetes',
  'kubernetes-mount',
] as const;
export const WAYS = ['library', 'get', 'explain', 'check'] as const;

export type Backend = (typeof BACKENDS)[number];
/** `library`: every public function of a backend and of a `Secrets`; else a command. */
export type Way = (typeof WAYS)[number];

interface Impossible {
  readonly codes: readonly SecretsErrorCode[];
  /** @default all */
  readonly backends?: readonly Backend[];
  /** @default all */
  readonly ways?: readonly Way[];
  readonly because: string;
}

const COMMANDS: readonly Way[] = ['get', 'explain', 'check'];
const LOCAL: readonly Backend[] = ['env', 'file', 'kubernetes-mount'];
const CLOUDS: readonly Backend[] = ['azure-key-vault', 'aws-secrets-manager', 'aws-parameter-store', 'gcp'];
/** Those whose probe reads everything. */
const READ_WHOLE: readonly Backend[] = ['file'];

/** What cannot occur; the first that fits a cell is its reason. */
const CANNOT: readonly Impossible[] = [
  {
    codes: ['CLOSED'],
    ways: COMMANDS,
    because: 'a command closes what it opened after its answer',
  },
  {
    codes: ['SECRET_NOT_FOUND', 'INVALID_REFERENCE', 'UNSUPPORTED'],
    ways: ['check'],
    because: 'it asks for no reference',
  },
  { codes: ['THROTTLED'], backends: LOCAL, because: 'nobody counts' },
  { codes: ['UNAUTHENTICATED'], backends: ['env', 'kubernetes-mount'], because: 'nobody logs in to it' },
  { codes: ['TIMEOUT', 'ABORTED'], backends: LOCAL, ways: COMMANDS, because: 'it never waits' },
  {
    codes: ['ACCESS_DENIED', 'UNAVAILABLE', 'INVALID_VALUE', 'INTERNAL'],
    backends: ['env'],
    ways: ['check'],
    because: 'it has nothing to probe',
  },
  {
    codes: ['INVALID_VALUE'],
    backends: BACKENDS.filter((backend) => !READ_WHOLE.includes(backend)),
    ways: ['check'],
    because: 'the probe reads no value',
  },
  { codes: ['UNSUPPORTED'], backends: CLOUDS, because: 'it reads versions and teams' },
];

/** Which codes were seen where, and whether that is all that can be seen. */
export class LeakCoverage {
  readonly #seen = new Map<string, number>();

  /** Counts texts or processes in which a code was met. */
  note(code: string, backend: Backend, way: Way, times: number = 1): void {
    const cell = cellOf(code, backend, way);
    this.#seen.set(cell, (this.#seen.get(cell) ?? 0) + times);
  }

  /** The cells that are neither covered nor impossible, and those that are both. */
  mistakes(): readonly string[] {
    return cells().flatMap(({ code, backend, way }) => {
      const covered = this.#seen.has(cellOf(code, backend, way));
      const because = reasonAgainst(code, backend, way);
      if (covered && because !== undefined)
        return [`${cellOf(code, backend, way)} occurs, and cannot: ${because}`];
      return covered || because !== undefined ? [] : [`${cellOf(code, backend, way)} is not covered`];
    });
  }

  /** The table as a page shows it. */
  table(): string {
    const rows = SECRETS_ERROR_CODES.flatMap((code) =>
      BACKENDS.map((backend) => {
        const said = WAYS.map((way) =>
          this.#seen.has(cellOf(code, backend, way))
            ? 'covered'
            : `cannot occur: ${reasonAgainst(code, backend, way) ?? '?'}`,
        );
        return `| \`${code}\` | ${backend} | ${said.join(' | ')} |`;
      }),
    );
    return [`| code | backend | ${WAYS.join(' | ')} |`, '|---|---|---|---|---|---|', ...rows].join('\n');
  }
}

function cells(): readonly { code: SecretsErrorCode; backend: Backend; way: Way }[] {
  return SECRETS_ERROR_CODES.flatMap((code) =>
    BACKENDS.flatMap((backend) => WAYS.map((way) => ({ code, backend, way }))),
  );
}

function cellOf(code: string, backend: Backend, way: Way): string {
  return `${code} × ${backend} × ${way}`;
}

function reasonAgainst(code: SecretsErrorCode, backend: Backend, way: Way): string | undefined {
  return CANNOT.find(
    ({ codes, backends = BACKENDS, ways = WAYS }) =>
      codes.includes(code) && backends.includes(backend) && ways.includes(way),
  )?.because;
}
