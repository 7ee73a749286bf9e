import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { loginTimeoutMs } from './login-timeout.js';

describe('loginTimeoutMs', () => {
  it('is 30 seconds unless the option says otherwise', () => {
    expect([undefined, '1m', 250].map((given) => loginTimeoutMs(given, 'prod'))).to.deep.equal([
      30_000, 60_000, 250,
    ]);
  });

  it('is no longer than a timer can wait', async () => {
    const error = await caught(() => loginTimeoutMs('40000m', 'prod'));
    expect(error).to.deep.include({ code: 'INVALID_CONFIG', backend: 'prod', field: ['loginTimeout'] });
  });
});
