import { join } from 'node:path';
import { SecretsError } from '@chatelaine/core';
import type { ConnectionFields, LossKind } from '@chatelaine/core/connection';
import { parseConnection } from '@chatelaine/core/connection';
import { expect } from 'chai';
import { filesUnder, ROOT, textOf } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const PAGE = textOf('docs/connections.md');
const PRINTED = /console\.log\(.*\); \/\/ (.*)$/gm;
const LOSSES: Readonly<Record<LossKind, true>> = {
  'fragment-dropped': true,
  'control-characters-removed': true,
  'host-lower-cased': true,
  'duplicate-parameter': true,
  'parameters-beside-extra': true,
  'type-not-a-scheme': true,
  'not-a-uri': true,
  'invalid-utf8': true,
  'duplicate-key': true,
  'second-scheme-ignored': true,
  'bracketed-host-cut': true,
  'number-precision': true,
  'value-dropped': true,
};

describe('The page on connections', () => {
  for (const file of filesUnder('examples/connections')) {
    it(`shows ${file}, which prints what its comments say`, async () => {
      expect(PAGE).to.contain(`<!-- file: ${file} -->`);
      const { status, stdout, stderr } = await runNode([join(ROOT, file)], { cwd: ROOT });
      expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
      const comments = Array.from(textOf(file).matchAll(PRINTED), ([, comment]) => comment);
      expect(comments).to.have.length.greaterThan(0);
      expect(stdout.trimEnd().split('\n')).to.deep.equal(comments);
    });
  }

  it('gives each part of a URI and each key of JSON as it is read, without a loss', () => {
    const rows = [...rowsUnder('| part |'), ...rowsUnder('| key |')];
    expect(rows).to.have.length(21);
    for (const [example = '', gives = ''] of rows.map((cells) => cells.slice(-2))) {
      expectFields(parseConnection(textIn(example), { reading: 'strict' }).fields, gives, example);
    }
  });

  it('gives every loss with an example', () => {
    const rows = rowsUnder('| loss |');
    expect(rows.map(([kind = '']) => textIn(kind))).to.have.members(Object.keys(LOSSES));
    for (const [kind = '', example = '', kept = ''] of rows) {
      const { fields, losses } = parseConnection(textIn(example));
      expect(losses.map((loss) => loss.kind)).to.deep.equal([textIn(kind)]);
      expectFields(fields, kept, example);
    }
  });

  it('gives the several hosts of a URI, and host and port as the first of them', () => {
    const rows = rowsUnder('| written | hosts |');
    expect(rows).to.have.length(5);
    for (const [example = '', gives = ''] of rows) {
      const { hosts = null, host, port } = parseConnection(textIn(example), { reading: 'strict' }).fields;
      expect(hosts, example).to.deep.equal(JSON.parse(textIn(gives)));
      if (hosts !== null) expect(port === undefined ? { host } : { host, port }).to.deep.equal(hosts[0]);
    }
  });

  it('gives errors in the words in which they are thrown', () => {
    const rows = rowsUnder('| text |');
    expect(rows).to.have.length(8);
    for (const [example = '', message] of rows) expect(failureOf(textIn(example)), example).to.equal(message);
  });
});

/** The cells of each row of the table that begins so. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const table = PAGE.slice(PAGE.indexOf(heading)).split('\n\n', 1)[0] ?? '';
  const lines = table.split('\n').slice(2);
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What a cell shows as code; in double quotes, as JSON writes it. */
function textIn(cell: string): string {
  const text = cell.replaceAll('`', '');
  return text.startsWith('"') ? JSON.parse(text) : text;
}

/** Each field that a cell gives, with null for an absent one. */
function expectFields(fields: ConnectionFields, cell: string, example: string): void {
  for (const [key, value] of Object.entries(JSON.parse(textIn(cell)))) {
    expect(fields[key as keyof ConnectionFields] ?? null, `${key} of ${example}`).to.deep.equal(value);
  }
}

function failureOf(text: string): string {
  try {
    parseConnection(text);
  } catch (error) {
    if (SecretsError.is(error, 'INVALID_VALUE')) return error.message;
    throw error;
  }
  throw new Error('Expected it to be refused, and it was not.');
}
