import { expect } from 'chai';
import { checkAuthority } from './check-authority.js';
import type { Reading } from './connection-fields.js';

describe('An authority', () => {
  it('may hold every character but those whose compatibility form holds / ? # @ or :', () => {
    const wrong: string[] = [];
    for (let code = 0x80; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const char = String.fromCodePoint(code);
      if (/[/?#@:]/.test(char.normalize('NFKC')) === accepts(char)) wrong.push(code.toString(16));
    }
    expect(wrong).to.deep.equal([]);
  }).timeout(20_000);

  for (const fine of [
    '',
    'h',
    'u:p@h:1',
    '[::1]',
    '[::1]:',
    'u@[::1]:80',
    '[v1.x]',
    'u[::1]@h',
    ']@[::1',
    '\ud83d',
  ]) {
    it(`may be ${JSON.stringify(fine)}`, () => {
      expect(accepts(fine)).to.equal(true);
    });
  }

  for (const wrong of [
    '[',
    ']',
    '][',
    '[]',
    '[x]',
    '[::1',
    '::1]',
    'a[::1]',
    '[::1]a',
    '[::1][::1]',
    'u[x]@h',
    'u@[::1]8',
    ']@[1::g',
  ]) {
    it(`may not be ${wrong}`, () => {
      expect(accepts(wrong)).to.equal(false);
      expect(accepts(wrong, 'strict')).to.equal(false);
    });
  }

  for (const several of ['[::1],[::2]', 'u:p@[::1],h', 'h,[::1]:2', 'h,[::1],h']) {
    it(`may be ${several} in the strict reading, and not in that of Airflow`, () => {
      expect(accepts(several, 'strict')).to.equal(true);
      expect(accepts(several, 'airflow')).to.equal(false);
    });
  }

  for (const wrong of ['h,[x]', 'h,[::1', 'h,[::1]x', 'h,y[::1]', 'h,／', 'u[,@h,[::1]', '[x],h']) {
    it(`may not be ${wrong} in either reading`, () => {
      expect(accepts(wrong, 'strict')).to.equal(false);
      expect(accepts(wrong, 'airflow')).to.equal(false);
    });
  }
});

function accepts(authority: string, reading: Reading = 'airflow'): boolean {
  try {
    checkAuthority(authority, reading);
    return true;
  } catch (error) {
    expect(error).to.have.property('code', 'INVALID_VALUE');
    return false;
  }
}
