import { expect } from 'chai';
import { toAmqp, toHttp, toMysql, toPostgres, toRedis, toSmtp } from './index.js';
import { refused } from './refused.test.fixture.js';

const FORMS = { toAmqp, toHttp, toMysql, toPostgres, toRedis, toSmtp };

describe('A driver-ready form', () => {
  for (const [name, form] of Object.entries(FORMS)) {
    it(`of ${name} is refused for another type, naming both`, () => {
      const { message } = refused(() =>
        form({ type: 'google_cloud_platform', host: 'h', password: 'CANARY' }),
      );
      expect(message).to.include('"google_cloud_platform"').and.include(`${name} is for "`);
    });

    it(`of ${name} is given for a connection without a type that has a host, and not without a host`, () => {
      expect(() => form({ host: 'h' })).to.not.throw();
      refused(() => form({ schema: 'CANARY' }));
      refused(() => form({ host: '', schema: 'CANARY' }));
    });

    it(`of ${name} does not quote a type that is no word`, () => {
      refused(() => form({ type: 'CANARY p@ss', host: 'h' }), 'canary');
    });
  }

  it('is given for the other spellings of a type', () => {
    expect(() => toPostgres({ type: 'postgresql' })).to.not.throw();
    expect(() => toPostgres({ type: 'Postgres' })).to.not.throw();
  });
});
