import { expect } from 'chai';
import { provider as parameterStore } from './parameter-store/provider.js';
import { provider as secretsManager } from './secrets-manager/provider.js';
import { caught } from './test-kit/caught.js';

describe("The keyword arguments of Airflow's backends", () => {
  const options = (kwargs: never) => secretsManager.airflow?.options?.(kwargs);

  it("are options, every one of Airflow's page", () => {
    const kwargs = {
      connections_prefix: 'c',
      variables_prefix: '',
      config_prefix: null,
      connections_lookup_pattern: 'x',
      variables_lookup_pattern: null,
      config_lookup_pattern: '',
      sep: '-',
      extra_conn_words: { schema: ['dbname'] },
      profile_name: 'p',
      region_name: 'eu-west-1',
      role_arn: 'r',
      assume_role_kwargs: { ExternalId: 'e', RoleSessionName: 's' },
      assume_role_method: 'assume_role',
      aws_access_key_id: 'a',
      aws_secret_access_key: 's',
      aws_session_token: 't',
      endpoint_url: 'http://127.0.0.1:1',
      use_ssl: true,
      verify: true,
      api_version: '2017-10-17',
    };
    expect(options(kwargs as never)).to.deep.equal({
      connectionsPrefix: 'c',
      variablesPrefix: '',
      configPrefix: null,
      connectionsLookupPattern: 'x',
      separator: '-',
      extraConnWords: { schema: ['dbname'] },
      profile: 'p',
      region: 'eu-west-1',
      roleArn: 'r',
      externalId: 'e',
      roleSessionName: 's',
      accessKeyId: 'a',
      secretAccessKey: 's',
      sessionToken: 't',
      endpoint: 'http://127.0.0.1:1',
    });
  });

  it('are errors when Airflow would hand them to its SDK, or when they would change what is safe', async () => {
    for (const [key, value] of Object.entries({
      use_ssl: false,
      verify: false,
      hunter: 'hunter2',
      sepp: 1,
    })) {
      const error = await caught(() => options({ [key]: value } as never));
      expect(error, key).to.deep.include({ code: 'INVALID_CONFIG', field: [key] });
      expect(error.message).not.to.include('hunter2');
    }
    const error = await caught(() => options({ assume_role_kwargs: { Policy: 'hunter2' } } as never));
    expect(error).to.deep.include({ field: ['assume_role_kwargs'] });
  });

  it('of Parameter Store are those that it has', async () => {
    const error = await caught(() => parameterStore.airflow?.options?.({ sep: '/' }));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['sep'] });
  });
});
