import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../support/repository.js';
import { runNode } from '../support/run-node.js';

describe('The example of OpenTelemetry', () => {
  it('makes a span of a read, and metrics of what the secrets keep', async () => {
    const env = { AIRFLOW_VAR_HELLO: 'a value that no span holds' };
    const { stdout, stderr } = await runNode([join(ROOT, 'examples/otel.js')], { cwd: ROOT, env });
    expect(stderr).to.equal('');
    const [span, metrics] = stdout.split('\n');
    expect(span).to.equal('find variable: found');
    expect(metrics?.split(', ')).to.include.members([
      'chatelaine.find.duration',
      'chatelaine.backend.status',
    ]);
  });
});
