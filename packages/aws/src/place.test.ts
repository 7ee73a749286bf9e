import { expect } from 'chai';
import { placeOf } from './place.js';

describe('The place of an account and region', () => {
  it('is another for another region, identity or address, in options and environment alike', () => {
    const places = [
      placeOf({}, {}),
      placeOf({ region: 'eu-west-1' }, {}),
      placeOf({ profile: 'one' }, {}),
      placeOf({ accessKeyId: 'AKIA1' }, {}),
      placeOf({ roleArn: 'arn:aws:iam::111111111111:role/a' }, {}),
      placeOf({ webIdentityTokenFile: '/token' }, {}),
      placeOf({ endpoint: 'http://127.0.0.1:1' }, {}),
      ...[
        'AWS_ROLE_ARN',
        'AWS_WEB_IDENTITY_TOKEN_FILE',
        'AWS_ENDPOINT_URL',
        'AWS_ENDPOINT_URL_SECRETS_MANAGER',
        'AWS_ENDPOINT_URL_SSM',
        'AWS_CONFIG_FILE',
        'AWS_SHARED_CREDENTIALS_FILE',
      ].map((name) => placeOf({}, { [name]: 'x' })),
    ];
    expect(new Set(places).size).to.equal(places.length);
    const env = { AWS_REGION: 'eu-west-1', AWS_PROFILE: 'one', AWS_ACCESS_KEY_ID: 'AKIA1' };
    expect(placeOf({}, env)).to.equal(
      placeOf({ region: 'eu-west-1', profile: 'one', accessKeyId: 'AKIA1' }, {}),
    );
  });

  it('tells none of what it is made from', () => {
    expect(placeOf({ profile: 'hunter2' }, { AWS_ROLE_ARN: 'hunter2' })).not.to.include('hunter2');
  });
});
