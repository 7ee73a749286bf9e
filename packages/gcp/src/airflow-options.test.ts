import { expect } from 'chai';
import { optionsFromAirflow } from './airflow-options.js';
import { namingOf } from './secret-name.js';
import { caught } from './test-kit/caught.js';

describe("Airflow's keyword arguments for Secret Manager", () => {
  it('are taken, each of its page', () => {
    expect(
      optionsFromAirflow({
        connections_prefix: 'c',
        variables_prefix: 'v',
        config_prefix: null,
        sep: '_',
        gcp_key_path: '/key.json',
        gcp_scopes: 'one, two',
        impersonation_chain: 'a@x,b@x',
        project_id: 'p1',
      }),
    ).to.deep.equal({
      connectionsPrefix: 'c',
      variablesPrefix: 'v',
      configPrefix: null,
      separator: '_',
      keyFile: '/key.json',
      scopes: ['one', 'two'],
      impersonationChain: ['a@x', 'b@x'],
      projectId: 'p1',
    });
    expect(optionsFromAirflow({ gcp_keyfile_dict: { type: 'service_account' } })).to.deep.equal({
      key: { type: 'service_account' },
    });
  });

  it('have a credential configuration as a path, an object or a text', () => {
    expect(optionsFromAirflow({ gcp_credential_config_file: 'c.json' })).to.deep.equal({
      credentialConfigFile: 'c.json',
    });
    expect(optionsFromAirflow({ gcp_credential_config_file: ' {"a":1}' })).to.deep.equal({
      credentialConfig: ' {"a":1}',
    });
    expect(optionsFromAirflow({ gcp_credential_config_file: { a: 1 } })).to.deep.equal({
      credentialConfig: { a: 1 },
    });
  });

  it('are absent when they are empty, but for prefixes and the separator', () => {
    expect(
      optionsFromAirflow({ gcp_key_path: '', gcp_keyfile_dict: null, sep: '', project_id: '' }),
    ).to.deep.equal({
      separator: '',
    });
  });

  it('keep the separator after an empty prefix, as Airflow does', () => {
    const options = optionsFromAirflow({
      connections_prefix: '',
      variables_prefix: 'v',
      config_prefix: null,
    });
    const naming = namingOf(options, 'gcp');
    const names = (['connection', 'variable', 'config', 'secret'] as const).map((kind) =>
      naming.locate({ kind, id: 'a_b' }),
    );
    expect(names).to.deep.equal([
      { names: ['-a_b'] },
      { names: ['v-a_b'] },
      { notHere: 'configPrefix is null' },
      { names: ['a_b'] },
    ]);
  });

  it('that are not known are refused by name, with the nearest known one and never a value', async () => {
    const error = await caught(() => optionsFromAirflow({ gcp_keyfile_dic: 'hunter2' }));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['gcp_keyfile_dic'] });
    expect(error.message).to.include('Did you mean "gcp_keyfile_dict"?').and.not.to.include('hunter2');
    expect((await caught(() => optionsFromAirflow({ 'hunter2 here': 1 }))).message).not.to.include('hunter2');
  });
});
