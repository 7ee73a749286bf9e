import assert from 'node:assert';
import { parseConnectionUri } from '@chatelaine/core/connection';
import { generatedUris } from '../connection-uri/generated-uris.js';
import { readWithUrl } from '../connection-uri/url-reference.js';
import { arm, measure, row } from '../measure.js';
import { startPython } from '../python-arm.js';

const SCRIPT = new URL('../connection-uri/urllib_reference.py', import.meta.url);
const NAME = '4 connection URI parse';
const GOALS = { url: { atLeast: 1.7 }, python: { atLeast: 12 } };

/** One URI of 1,000 generated ones, after all arms were found to give the same fields for each of them. */
export async function measureRows() {
  const uris = generatedUris(1000);
  const expected = uris.map((uri) => parseConnectionUri(uri).fields);
  assert.deepStrictEqual(uris.map(readWithUrl), expected);
  const python = await startPython(SCRIPT, uris);
  if (python !== undefined)
    assert.deepStrictEqual(
      python.answer,
      expected.map(({ ...fields }) => fields),
    );

  let kept;
  const each = (read) => () => {
    for (const uri of uris) kept = read(uri);
  };
  const arms = [
    arm(
      'ours',
      each((uri) => parseConnectionUri(uri)),
    ),
    arm('new URL() + semantics', each(readWithUrl)),
  ];
  if (python !== undefined) arms.push({ name: 'Python urllib', sample: python.sample });
  const [ours, url, urllib] = await measure(arms, { units: uris.length });
  assert.notStrictEqual(kept, undefined);
  python?.stop();
  return [
    row(NAME, ours, url, GOALS.url),
    urllib === undefined
      ? { name: NAME, goal: GOALS.python, skipped: 'there is no python3' }
      : row(NAME, ours, urllib, GOALS.python),
  ];
}
