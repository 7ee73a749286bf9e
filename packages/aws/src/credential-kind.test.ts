import { expect } from 'chai';
import type { AwsOptions } from './aws-options.js';
import { chooseCredential } from './credential-kind.js';
import { caught } from './test-kit/caught.js';

const roleArn = 'arn:aws:iam::123456789012:role/reader';

describe('The choice of a credential', () => {
  const choose = (options: AwsOptions, isGiven = false) => chooseCredential(options, isGiven, 'prod');

  it('goes by the options that are there', () => {
    expect(choose({})).to.equal('default');
    expect(choose({ roleArn, externalId: 'e' })).to.equal('default');
    expect(choose({ profile: 'p', roleArn })).to.equal('profile');
    expect(choose({ accessKeyId: 'a', secretAccessKeyFile: 'f' })).to.equal('access-key');
    expect(choose({ webIdentityTokenFile: 'f', roleArn })).to.equal('web-identity');
    expect(choose({ region: 'eu-west-1' }, true)).to.equal('given');
  });

  it('refuses a part of a credential, and two at once, and says which option', async () => {
    const wrong: readonly (readonly [string, AwsOptions])[] = [
      ['accessKeyId', { accessKeyId: 'a' }],
      ['secretAccessKey', { secretAccessKey: 's' }],
      ['sessionToken', { sessionToken: 't' }],
      ['secretAccessKeyFile', { accessKeyId: 'a', secretAccessKey: 's', secretAccessKeyFile: 'f' }],
      ['externalId', { externalId: 'e' }],
      ['webIdentityTokenFile', { webIdentityTokenFile: 'f' }],
      ['externalId', { webIdentityTokenFile: 'f', roleArn, externalId: 'e' }],
      ['accessKeyId', { profile: 'p', accessKeyId: 'a', secretAccessKey: 's' }],
    ];
    for (const [option, options] of wrong) {
      const error = await caught(() => choose(options));
      expect(error).to.deep.include({ code: 'INVALID_CONFIG', field: [option] });
    }
    expect(await caught(() => choose({ profile: 'p' }, true))).to.deep.include({ field: ['profile'] });
  });
});
