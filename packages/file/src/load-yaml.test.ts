import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

const SCRIPT = `
  import { createRequire } from 'node:module';
  import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  const { cache } = createRequire(process.argv[1]);
  const loaded = () => Object.keys(cache).some((path) => /[\\\\/]yaml[\\\\/]dist/.test(path));
  const { file } = await import(process.argv[1]);
  const seen = [loaded()];
  const folder = mkdtempSync(join(tmpdir(), 'chatelaine-file-'));
  for (const [name, content] of [['a.json', '{}'], ['a.env', ''], ['a.yaml', '{}']]) {
    writeFileSync(join(folder, name), content);
    await file({ secrets: name }, { directory: folder }).find({ kind: 'secret', id: 'a' }, {});
    seen.push(loaded());
  }
  rmSync(folder, { recursive: true });
  console.log(JSON.stringify(seen));
`;

describe('The package that parses YAML', () => {
  it('is loaded when the first YAML file is read, and not before', async () => {
    const index = new URL('./index.js', import.meta.url).href;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      SCRIPT,
      index,
    ]);
    expect(JSON.parse(stdout)).to.deep.equal([false, false, false, true]);
  });
});
