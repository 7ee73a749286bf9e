import assert from 'node:assert';
import { redactor } from '@chatelaine/core/redaction';
import { arm, measure, row } from '../measure.js';
import { alternation, replacedOneByOne } from '../redaction/alternation.js';
import { adversarialTexts, generatedLines, generatedValues } from '../redaction/generated-log.js';

const SAMPLE_MS = 150;
const LINES = 1000;
const MEBIBYTE = 2 ** 20;
const ADVERSARIAL = 2 ** 16;
const GOALS = [
  [10, { atLeast: 3 }],
  [1000, { atLeast: 10 }],
  [10_000, { atLeast: 20 }],
];
const ADVERSARIAL_GOAL = { atLeast: 0.9 };

/** A KiB of log text each, with so many known values, of which ours also knows every encoded form. */
export async function measureRows() {
  const rows = [];
  for (const [count, goal] of GOALS) {
    const values = generatedValues(count);
    const ours = redactor();
    for (const value of values) assert(ours.add(value));
    const arms = { values, ours: (text) => ours.text(text), reference: alternation(values) };
    const name = `6 redaction, ${count} values`;
    const lines = generatedLines(LINES, values);
    rows.push(await compare(`${name}, log lines`, arms, lines, goal));
    rows.push(await compare(`${name}, one line of 1 MiB`, arms, [lineOf(MEBIBYTE, values)], goal));
    for (const [kind, text] of Object.entries(adversarialTexts))
      rows.push(await compare(`${name}, ${kind}`, arms, [text(values, ADVERSARIAL)], ADVERSARIAL_GOAL));
  }
  return rows;
}

function lineOf(length, values) {
  const lines = generatedLines(Math.ceil(length / 170), values);
  return lines.map((line) => line.trimEnd()).join(' ');
}

async function compare(name, { values, ours, reference }, texts, goal) {
  for (const text of texts) assert.strictEqual(ours(text), reference(text));
  const whole = texts.join('\n');
  assert.strictEqual(ours(whole), replacedOneByOne(values, whole));

  let kept;
  const each = (redact) => () => {
    for (const text of texts) kept = redact(text);
  };
  const [mine, theirs] = await measure([arm('ours', each(ours)), arm('one RegExp', each(reference))], {
    sampleMs: SAMPLE_MS,
    units: whole.length / 1024,
  });
  assert.notStrictEqual(kept, undefined);
  return row(name, mine, theirs, goal);
}
