import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SecretKind, SecretRef } from '@chatelaine/core';
import { expect } from 'chai';
import { env } from './index.js';

interface Vector {
  readonly op: string;
  readonly input: {
    readonly kind: 'conn_value' | 'connection' | 'variable' | 'config';
    readonly id: string;
    readonly env: Readonly<Record<string, string>>;
    readonly team?: string;
    readonly multi_team?: boolean;
  };
  readonly expect: { readonly ok?: { readonly asked: readonly string[]; readonly value: unknown } };
}

const FILE = fileURLToPath(new URL('../../../test/vectors/airflow-names.jsonl', import.meta.url));
const LINES = readFileSync(FILE, 'utf8').trimEnd().split('\n');
const VECTORS = LINES.map((line, index) => ({ ...(JSON.parse(line) as Vector), line: index + 1 })).filter(
  ({ op }) => op === 'env_backend_get',
);

/** Lines, from 1, where Airflow reads the variable of a team without being that team: it is in no multi-team mode. */
const REFUSED_ON_PURPOSE: readonly number[] = [272, 274];
const KIND: Readonly<Record<Vector['input']['kind'], SecretKind>> = {
  conn_value: 'connection',
  connection: 'connection',
  variable: 'variable',
  config: 'config',
};

/** Stands in for an environment and notes what it is asked for. */
function recording(
  variables: Readonly<Record<string, string>>,
  asked: string[],
): Readonly<Record<string, string>> {
  return new Proxy(variables, {
    get(target, name) {
      asked.push(String(name));
      return Object.hasOwn(target, name) ? target[String(name)] : undefined;
    },
  });
}

describe("EnvBackend beside Airflow's answers", () => {
  it('has every line that there should be', () => {
    const multiTeam = VECTORS.filter(({ input }) => input.multi_team === true);
    const failing = VECTORS.filter(({ expect: answer }) => answer.ok === undefined);
    expect([LINES.length, VECTORS.length, multiTeam.length, failing.length]).to.deep.equal([901, 112, 52, 1]);
  });

  for (const line of REFUSED_ON_PURPOSE) {
    it(`reads nothing where line ${line} does, refused on purpose: team isolation`, async () => {
      const vector = VECTORS.find((each) => each.line === line);
      expect(vector?.expect.ok?.value).to.be.a('string');
      const { id, env: variables } = vector?.input ?? { id: '', env: {} };
      const asked: string[] = [];
      const backend = env({}, { env: recording(variables, asked) });
      const ref: SecretRef = { kind: 'connection', id };
      expect(await backend.find(ref, { signal: new AbortController().signal })).to.equal(undefined);
      expect(asked).to.deep.equal([]);
    });
  }

  for (const { line, input, expect: answer } of VECTORS) {
    if (input.multi_team === true || REFUSED_ON_PURPOSE.includes(line)) continue;
    const team = input.team === undefined ? '' : ` of team ${JSON.stringify(input.team)}`;
    it(`asks for the same names, and finds the same: ${input.kind} ${JSON.stringify(input.id)}${team}`, async () => {
      const asked: string[] = [];
      const backend = env({}, { env: recording(input.env, asked) });
      const ref: SecretRef = {
        kind: KIND[input.kind],
        id: input.id,
        ...(input.team ? { team: input.team } : {}),
      };

      const found = await backend.find(ref, { signal: new AbortController().signal });

      // Airflow fails at a lone space because it reads the connection in the same step; here that is the chain's work.
      if (answer.ok === undefined) return expect(found?.value).to.equal(' ');
      expect(asked).to.deep.equal(answer.ok.asked);
      if (input.kind === 'connection') {
        expect(found !== undefined && found.value !== '').to.equal(answer.ok.value !== null);
        return;
      }
      expect(found?.value ?? null).to.equal(answer.ok.value);
    });
  }
});
