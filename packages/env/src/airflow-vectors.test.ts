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
const VECTORS = LINES.map((line) => JSON.parse(line) as Vector).filter(({ op }) => op === 'env_backend_get');
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

  for (const { input, expect: answer } of VECTORS) {
    if (input.multi_team === true) continue;
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
