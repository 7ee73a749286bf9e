import { expect } from 'chai';
import { holding, ran } from './in-process.test.support.js';
import { packageVersion } from './package-version.js';

const hello = { backends: [holding({ 'variable/hello': 'world' })] };

describe('chatelaine', () => {
  it('prints its version', async () => {
    expect(await ran('--version')).to.deep.equal({
      exitCode: 0,
      stdout: `${packageVersion()}\n`,
      stderr: '',
    });
  });

  for (const command of ['get', 'explain', 'check']) {
    it(`prints help for ${command}, with examples, on stdout`, async () => {
      const help = await ran(`${command} --help`);
      expect(help).to.include({ exitCode: 0, stderr: '' });
      expect(help.stdout).to.match(new RegExp(`^Usage: chatelaine ${command} `));
      expect(help.stdout).to.contain(`\nExamples:\n  chatelaine ${command}`);
      expect(await ran(`help ${command}`)).to.deep.equal(help);
    });
  }

  it('lists every command and exit code in its help', async () => {
    const { exitCode, stdout } = await ran('--help');
    expect(exitCode).to.equal(0);
    for (const part of ['get ', 'explain ', 'check ', '  3  ', 'Examples:']) expect(stdout).to.contain(part);
  });

  it('refuses an unknown command with the nearest', async () => {
    expect(await ran('gett variable hello')).to.deep.equal({
      exitCode: 2,
      stdout: '',
      stderr: "chatelaine: unknown command 'gett'\n(Did you mean get?)\nAdd --help to see what it takes.\n",
    });
  });

  it('refuses an unknown option with the nearest', async () => {
    expect(await ran('get variable hello --jsno')).to.deep.equal({
      exitCode: 2,
      stdout: '',
      stderr:
        "chatelaine: unknown option '--jsno'\n(Did you mean --json?)\nAdd --help to see what it takes.\n",
    });
  });

  it('exits 2 when an argument is missing or one too many', async () => {
    expect(await ran('get')).to.include({ exitCode: 2, stdout: '' });
    expect(await ran('get variable hello there')).to.include({ exitCode: 2, stdout: '' });
  });

  it('takes the shared options before the command and after it', async () => {
    const before = await ran('--quiet --json get variable hello', hello);
    const after = await ran('get variable hello --json --quiet', hello);
    expect(before.stdout).to.match(/^\{\n/);
    expect(after.stdout).to.match(/^\{\n/);
  });

  it('hands --config and --profile on', async () => {
    const choices: unknown[] = [];
    const open = async (choice: unknown): Promise<never> => {
      choices.push(choice);
      throw new Error('enough');
    };
    await ran('--config a.yaml get variable hello --profile test', { open });
    await ran('get variable hello', { open });
    expect(choices).to.deep.equal([{ config: 'a.yaml', profile: 'test' }, {}]);
  });

  it('says of an unexpected error that it is a bug here, and nothing of what it said', async () => {
    const open = () => Promise.reject(new TypeError('s3cr3t is not a function'));
    expect(await ran('get variable hello', { open })).to.deep.equal({
      exitCode: 3,
      stdout: '',
      stderr:
        'chatelaine: failed with an unexpected TypeError. This is a bug in Chatelaine or in a backend: report it with the command that you ran, and what --trace adds.\n',
    });
  });
});
