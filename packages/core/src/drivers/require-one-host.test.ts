import { expect } from 'chai';
import { parseConnection } from '../connection/parse-connection.js';
import { toAmqp, toHttp, toMysql, toPostgres, toRedis, toSmtp } from './index.js';
import { refused } from './refused.test.fixture.js';

const FORMS = {
  amqp: toAmqp,
  http: toHttp,
  mysql: toMysql,
  postgres: toPostgres,
  redis: toRedis,
  smtp: toSmtp,
};

describe('A driver-ready form of several hosts', () => {
  for (const [type, form] of Object.entries(FORMS)) {
    it(`is refused by ${form.name}, which never takes the first alone`, () => {
      const uri = `${type}://u:CANARY@CANARY-a:1,CANARY-b:2`.toLowerCase();
      const { fields } = parseConnection(uri, { reading: 'strict' });
      for (const source of [fields, { reveal: () => fields }]) {
        const { message } = refused(() => form(source), 'canary');
        expect(message).to.equal(
          `The connection names several hosts, and ${form.name} is for one. Make one connection of each host, or give the hosts to a driver that takes several in your code.`,
        );
      }
    });
  }
});
