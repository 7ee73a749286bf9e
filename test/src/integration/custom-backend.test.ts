import { join } from 'node:path';
import { expect } from 'chai';
import { loadSecrets } from 'chatelaine';
import { caught } from '../support/caught.js';
import { ROOT } from '../support/repository.js';

const CONFIG = join(ROOT, 'examples/custom-backend/chatelaine.yaml');

describe('A backend of a user, in a file of its own', () => {
  it('is named by its path in the config file and works without a build step', async () => {
    const secrets = await loadSecrets({ config: CONFIG });
    expect((await secrets.getVariable('hello')).reveal()).to.equal('world');
    expect(await secrets.findVariable('nothing')).to.equal(undefined);
    const { steps } = await secrets.explain({ kind: 'variable', id: '../../etc/passwd' });
    expect(steps).to.deep.equal([
      { backend: 'chest', names: [], outcome: 'not-here', reason: 'an id here is letters, digits, _ and -' },
    ]);
    await secrets.close();
  });

  it('has its errors named and its options checked like those of any other', async () => {
    const cwd = join(ROOT, 'examples/custom-backend');
    const secrets = await loadSecrets({ config: { backends: ['./chest.js'] }, cwd });
    expect(await caught(secrets.getVariable('nothing'))).to.include({ code: 'SECRET_NOT_FOUND' });
    await secrets.close();
    const wrong = { backends: [{ provider: './chest.js', options: { folder: 7 } }] };
    const error = await caught(loadSecrets({ config: wrong, cwd }));
    expect(error).to.include({ code: 'INVALID_CONFIG' });
    expect(error.message).to.include('takes no options');
  });
});
