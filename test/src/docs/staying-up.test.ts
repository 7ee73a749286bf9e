import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT, textOf } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const PAGE = textOf('docs/staying-up.md');
const PRINTED = /node last-known-good\.js\n([\s\S]*?)```/;

describe('The page on staying up', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staying-up-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('prints what its example of health prints', async () => {
    const { stdout, stderr } = await runNode([join(ROOT, 'examples/health.js')], { cwd: ROOT, env: {} });
    expect(stderr).to.equal('');
    expect(stdout).to.equal(/node health\.js\n([\s\S]*?)```/.exec(PAGE)?.[1]);
  });

  it('prints what its example of last known good values prints', async () => {
    const env = {
      KNOWN_GOOD_FILE: join(folder, 'known-good'),
      KNOWN_GOOD_KEY: randomBytes(32).toString('base64'),
    };
    const { stdout, stderr } = await runNode([join(ROOT, 'examples/last-known-good.js')], { cwd: ROOT, env });
    expect(stderr).to.equal('');
    expect(stdout).to.equal(PRINTED.exec(PAGE)?.[1]);
  });
});
