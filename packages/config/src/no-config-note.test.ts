import { join } from 'node:path';
import { expect } from 'chai';
import { caught, folderWith } from './folder-with.test.fixture.js';
import { loadConfig } from './load-config.js';
import { loadSecrets } from './load-secrets.js';

const noteIn = async (cwd: string) => (await loadConfig({ cwd, env: { HOME: cwd } })).note;
const none = (cwd: string) =>
  `No config file was found from ${cwd} upwards; name one with CHATELAINE_CONFIG.`;

describe('Without a config file', () => {
  it('what is not found says so', async () => {
    const cwd = await folderWith({ '.git/HEAD': '' });
    const secrets = await loadSecrets({ cwd, env: { HOME: cwd } });

    expect((await caught(secrets.getVariable('hello'))).message).to.equal(
      `variable/hello was not found (env: nothing under "AIRFLOW_VAR_HELLO"). ${none(cwd)}`,
    );
  });

  it('an airflow.cfg that lies there is named, and what would make it be read', async () => {
    const cwd = await folderWith({ '.git/HEAD': '', 'airflow.cfg': '[secrets]\n' });

    expect(await noteIn(cwd)).to.equal(
      `${none(cwd)} airflow.cfg is there and not used: it is read when AIRFLOW_CONFIG or AIRFLOW_HOME names it.`,
    );
  });

  for (const file of [
    'chatelain.yaml',
    'Chatelaine.yml',
    'chatelaine.config.yaml',
    '.chatelaine.json',
    'chatelaine-prod.toml',
    'config/chatelaine.yaml',
    '.config/chatelaine.yaml',
  ]) {
    it(`${file} is named, which nearly is one`, async () => {
      const cwd = await folderWith({ '.git/HEAD': '', [file]: '', 'package.json': '{}' });

      expect(await noteIn(cwd)).to.equal(
        `${none(cwd)} ${file} is there and not used: it would be as chatelaine.yaml in this folder or above.`,
      );
    });
  }

  for (const file of [
    'template.yaml',
    'package.json',
    'chatelaine.md',
    'chatelaine.schema.json',
    'lib/chatelaine.yaml',
  ]) {
    it(`${file} is not named`, async () => {
      const cwd = await folderWith({ '.git/HEAD': '', [file]: '' });

      expect(await noteIn(cwd)).to.equal(none(cwd));
    });
  }

  it('an airflow.cfg that was read and names no backend is named instead', async () => {
    const cwd = await folderWith({ '.git/HEAD': '', 'my.cfg': '[core]\nx = 1\n' });
    const note = 'names no backend under [secrets], so the environment alone is asked.';

    expect(await loadConfig({ config: 'my.cfg', cwd, env: {} })).to.have.property(
      'note',
      `${join(cwd, 'my.cfg')} ${note}`,
    );
    expect(await loadConfig({ cwd, env: { AIRFLOW_CONFIG: 'my.cfg' } })).to.have.property(
      'note',
      `my.cfg ${note}`,
    );
  });
});

describe('With a config file', () => {
  it('there is nothing to note', async () => {
    const cwd = await folderWith({ 'chatelaine.yaml': 'backends: [env]\n', 'airflow.cfg': '' });

    expect(await loadConfig({ cwd, env: {} })).not.to.have.property('note');
  });
});
