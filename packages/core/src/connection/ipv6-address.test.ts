import { expect } from 'chai';
import { mayStandInBrackets } from './ipv6-address.js';

describe('Brackets', () => {
  const addresses = [
    '::',
    '::1',
    '1::',
    '1::2',
    'fe80::1',
    '1:2:3:4:5:6:7:8',
    'ABCD:ef01::',
    '::2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '1:2:3::5:6:7:8',
    '::ffff:1.2.3.4',
    '1:2:3:4:5:6:1.2.3.4',
    '::255.255.255.0',
    'fe80::1%eth0',
    '::%25x',
    'v1.x',
    'v1.:',
    'v1fE.x',
  ];
  for (const address of addresses) {
    it(`may hold ${address}`, () => {
      expect(mayStandInBrackets(address)).to.equal(true);
    });
  }

  const others = [
    '',
    ':',
    ':::',
    '1',
    '1:2',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::1::',
    '1::2::3',
    ':1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:',
    ':1::',
    '::1:',
    '12345::',
    'g::',
    '1:2:3:4::5:6:7:8',
    '::1:2:3:4:5:6:7:8',
    '1.2.3.4',
    '::1.2.3',
    '::1.2.3.4.5',
    '::256.1.1.1',
    '::01.1.1.1',
    '::1.1.1.a',
    '1:2:3:4:5:6:7:1.2.3.4',
    '::1.2.3.4:1',
    '::1%',
    '::1%a%b',
    '%eth0',
    ' ::1',
    'v',
    'v.x',
    'vg.x',
    'v1',
    'vF.',
    'V1.x',
    'vv1.x',
    '::g',
    '1::g',
    'g::1',
    '::1:2:3:4:5:6:1.2.3.4',
    '1:2:3:4:5:6:7:8::',
    '1:2:3:4:5::6:7:8:9',
  ];
  for (const other of others) {
    it(`may not hold ${JSON.stringify(other)}`, () => {
      expect(mayStandInBrackets(other)).to.equal(false);
    });
  }
});
