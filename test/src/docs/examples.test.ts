import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

const run = (file: string, env: NodeJS.ProcessEnv = {}, cwd = ROOT) =>
  runNode([join(ROOT, 'examples', file)], { cwd, env });

describe('The examples', () => {
  it('of the README do what their comments say', async () => {
    const { status, stdout, stderr } = await run('readme.js', { AIRFLOW_VAR_HELLO: 'world', HOME: ROOT });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout.split('\n')).to.deep.equal([
      '[secret variable/hello]',
      'world',
      'undefined',
      'variable/nothing was not found (env: nothing under "AIRFLOW_VAR_NOTHING"). ' +
        'Store it under one of these names, or add a backend that has it.',
      '',
    ]);
  });

  it('in code need no config file', async () => {
    expect(await run('in-code.js')).to.deep.equal({ status: 0, stdout: '', stderr: '' });
  });

  it('quickstart resolves through the environment and a file, explains, and uses the connection', async () => {
    const { status, stdout, stderr } = await run('quickstart/quickstart.js');
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout.replaceAll(/\d+ ms/g, 'N ms').split('\n')).to.deep.equal([
      'hello = world',
      'Printed without asking for it, it is [secret variable/hello].',
      '',
      'connection/smtp_default: found',
      '  env              missing    AIRFLOW_CONN_SMTP_DEFAULT  N ms',
      '  file             found      ./secrets.yaml#connections.smtp_default  N ms',
      '',
      'The mail server says: 235 welcome',
      '',
    ]);
  });
});
