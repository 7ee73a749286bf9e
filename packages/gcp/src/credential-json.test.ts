import { expect } from 'chai';
import { readDocument } from './credential-json.js';
import { caught } from './test-kit/caught.js';
import { SERVICE_ACCOUNT } from './test-kit/service-account.js';

const PLACE = { field: 'key', isFile: false, backend: 'prod' };

describe('The document of a credential', () => {
  it('is taken as an object or as text', () => {
    expect(readDocument(SERVICE_ACCOUNT, PLACE)).to.equal(SERVICE_ACCOUNT);
    expect(readDocument(JSON.stringify(SERVICE_ACCOUNT), PLACE)).to.deep.equal(SERVICE_ACCOUNT);
  });

  const user = { type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: 'r' };
  const external = {
    type: 'external_account',
    audience: 'a',
    subject_token_type: 't',
    token_url: 'https://sts.googleapis.com/v1/token',
  };
  it('is of any kind that Google gives', () => {
    const impersonated = {
      type: 'impersonated_service_account',
      service_account_impersonation_url: 'https://iamcredentials.googleapis.com/v1/x',
      source_credentials: user,
    };
    for (const document of [user, external, impersonated])
      expect(readDocument(document, PLACE)).to.equal(document);
  });

  it('may name a host that the options trust', () => {
    const document = { ...external, token_url: 'https://sts.example/token' };
    expect(readDocument(document, { ...PLACE, trustedHosts: ['sts.example'] })).to.equal(document);
  });

  const faulty: readonly [string, string | object, string][] = [
    ['is no JSON', '{"type": hunter2', 'is no JSON object'],
    ['is a list', '["hunter2"]', 'is no JSON object'],
    ['has no type', { hunter2: 1 }, 'is of another type'],
    ['is of a type that is not known', { type: 'hunter2' }, 'is of another type'],
    ['has no key', { ...SERVICE_ACCOUNT, private_key: undefined }, 'has no "private_key"'],
    ['has a key that is none', { ...SERVICE_ACCOUNT, private_key: 'hunter2' }, 'cannot be read'],
    [
      'sends its proof elsewhere',
      { ...SERVICE_ACCOUNT, token_uri: 'http://hunter2.example' },
      'no https address',
    ],
    [
      'exchanges its token elsewhere',
      { ...external, token_url: 'http://hunter2.example' },
      'no https address',
    ],
    [
      'sends its proof to whoever it names',
      { ...SERVICE_ACCOUNT, token_uri: 'https://hunter2.example' },
      'has a "token_uri" that is no https address in googleapis.com',
    ],
    [
      'exchanges its token with whoever it names',
      { ...external, token_url: 'https://hunter2.example/v1/token' },
      'has a "token_url" that is no https address in googleapis.com',
    ],
    [
      'hands a live token to whoever it names',
      {
        type: 'impersonated_service_account',
        service_account_impersonation_url: 'https://hunter2.example',
        source_credentials: user,
      },
      'has a "service_account_impersonation_url" that is no https address in googleapis.com',
    ],
    [
      'holds another one that does',
      {
        type: 'impersonated_service_account',
        service_account_impersonation_url: 'https://iamcredentials.googleapis.com/v1/x',
        source_credentials: { ...user, token_uri: 'https://hunter2.example' },
      },
      'has a "token_uri" that is no https address in googleapis.com',
    ],
    [
      'is of another universe',
      { ...SERVICE_ACCOUNT, universe_domain: 'hunter2.example' },
      'another universe',
    ],
    [
      'acts as another account by nothing',
      {
        type: 'impersonated_service_account',
        service_account_impersonation_url: 'https://iamcredentials.googleapis.com/hunter2',
      },
      'has no "source_credentials"',
    ],
  ];
  for (const [what, document, problem] of faulty) {
    it(`that ${what} is refused by the option's name, without a word of it`, async () => {
      const error = await caught(() => readDocument(document, PLACE));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: ['key'] });
      expect(error.message).to.include('prod: option "key" ').and.to.include(problem);
      expect(`${error.message} ${JSON.stringify(error.cause ?? '')}`).not.to.include('hunter2');
    });
  }
});
