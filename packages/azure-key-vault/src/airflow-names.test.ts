import { readFileSync } from 'node:fs';
import type { JsonObject, SecretKind } from '@chatelaine/core';
import { expect } from 'chai';
import { azureKeyVault } from './azure-key-vault-backend.js';
import { provider } from './provider.js';
import { buildPath } from './secret-name.js';
import { caught } from './test-kit/caught.js';
import { fakeVault, restError } from './test-kit/fake-vault.js';

interface Line {
  readonly op: string;
  readonly input: {
    readonly backend?: string;
    readonly kind?: string;
    readonly id: string;
    readonly kwargs?: JsonObject;
    readonly team?: string;
    readonly multi_team?: boolean;
    readonly store?: Readonly<Record<string, string>>;
    readonly error?: string;
    readonly prefix?: string;
    readonly sep?: string;
  };
  readonly expect: { readonly ok: { readonly asked: readonly string[]; readonly raised?: string } & string };
}

const KINDS: Readonly<Record<string, SecretKind>> = {
  connection: 'connection',
  conn_value: 'connection',
  variable: 'variable',
  config: 'config',
};

/** The failures that the vectors were printed with. */
const ERRORS: Readonly<Record<string, () => Error>> = {
  '403': () => restError(403, 'Forbidden'),
  '429': () => restError(429, 'Throttled'),
  timeout: () => Object.assign(new Error('x'), { code: 'ETIMEDOUT' }),
};

const file = new URL('../../../test/vectors/airflow-names.jsonl', import.meta.url);
const lines: Line[] = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
const lookups = lines.filter(({ op, input }) => op === 'backend_lookup' && input.backend === 'keyvault');
const compared = lookups.filter(({ input }) => input.multi_team !== true);
const paths = lines.filter(({ op }) => op === 'keyvault_build_path');

describe("AzureKeyVaultBackend beside Airflow's answers", () => {
  it('has every line that there should be', () => {
    expect(lines).to.have.length(901);
    expect(lookups).to.have.length(285);
    expect(compared).to.have.length(219);
    expect(lookups.filter(({ input }) => input.multi_team === true)).to.have.length(66);
    expect(paths).to.have.length(55);
  });

  it('joins prefix, separator and id as Airflow does', () => {
    for (const { input, expect: answer } of paths) {
      expect(buildPath(input.prefix ?? '', input.id, input.sep ?? '-'), JSON.stringify(input)).to.equal(
        answer.ok,
      );
    }
  });

  for (const { input, expect: answer } of compared) {
    it(`asks for the same names: ${JSON.stringify(input).slice(0, 160)}`, async () => {
      const options = provider.airflow?.options?.(input.kwargs ?? {}) as object;
      const failure = input.error === undefined ? undefined : ERRORS[input.error]?.();
      const client = fakeVault(input.store ?? {}, failure);
      const backend = azureKeyVault({ vaultUrl: 'https://contoso.vault.azure.net', ...options, client });
      const kind = KINDS[input.kind ?? ''] ?? expect.fail('A kind that is not known.');
      const ref = { kind, id: input.id, ...(input.team === undefined ? {} : { team: input.team }) };

      const finding = backend.find(ref, { signal: new AbortController().signal });
      if (answer.ok.raised === undefined) await finding;
      else await caught(finding);

      expect(client.asked).to.deep.equal(answer.ok.asked);
    });
  }
});
