import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../../support/repository.js';
import { runNode } from '../../support/run-node.js';

describe('The quickstart for Azure', () => {
  it("resolves through an airflow.cfg as on Airflow's page, with one token", async () => {
    const { status, stdout, stderr } = await runNode([join(ROOT, 'examples/azure/quickstart.js')], {
      cwd: ROOT,
    });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    expect(stdout.replaceAll(/\d+ ms/g, 'N ms').split('\n')).to.deep.equal([
      'hello = world',
      'connection/smtp_default: found',
      '  azure-key-vault  found      airflow-connections-smtp-default  N ms',
      '  env              not-asked  AIRFLOW_CONN_SMTP_DEFAULT',
      '',
      'smtp_default is postmaster at mail.example.com:465, and its password is [secret connection/smtp_default password].',
      'The vault saw 3 reads and gave 1 token.',
      '',
    ]);
  });
});
