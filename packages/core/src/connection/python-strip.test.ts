import { expect } from 'chai';
import { pythonStrip } from './python-strip.js';

describe("Python's strip", () => {
  it('removes its 29 spaces from both ends, and no other character', () => {
    const removed: number[] = [];
    for (let code = 0; code <= 0xffff; code += 1) {
      const char = String.fromCharCode(code);
      if (pythonStrip(`${char}${char}a b${char}`) === 'a b') removed.push(code);
    }
    expect(removed).to.deep.equal([
      ...[0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680],
      ...[0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a],
      ...[0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
    ]);
  });

  it('leaves nothing of spaces', () => {
    expect(pythonStrip(' \n ')).to.equal('');
  });
});
