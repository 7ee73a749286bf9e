import { expect } from 'chai';
import { survivesAsDouble } from './json-number.js';

describe('A JSON number', () => {
  const kept = [
    '0',
    '-0',
    '0.0',
    '0e5',
    '1',
    '-1',
    '10',
    '1.0',
    '1.50',
    '0.1',
    '100e-2',
    '1E+2',
    '123456789012345',
    '9007199254740992',
    '0.30000000000000004',
    '1e21',
    '1000000000000000000000',
    '1e-7',
    '0.0000001',
    '5e-324',
    '1.7976931348623157e308',
  ];
  for (const literal of kept) {
    it(`survives when it is ${literal}`, () => {
      expect(survivesAsDouble(literal, Number(literal))).to.equal(true);
    });
  }

  const lost = [
    '9007199254740993',
    '-9007199254740993',
    '12345678901234567890',
    '3.14159265358979323846',
    '1e-400',
    '-1e-400',
    '4e-324',
    '100000000000000000000001',
  ];
  for (const literal of lost) {
    it(`does not survive when it is ${literal}`, () => {
      expect(survivesAsDouble(literal, Number(literal))).to.equal(false);
    });
  }
});
