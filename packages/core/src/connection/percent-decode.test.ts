import { expect } from 'chai';
import { LossList } from './losses.js';
import { formDecode, percentDecode } from './percent-decode.js';

describe('Percent-decoding', () => {
  const decoded: readonly [encoded: string, text: string, lossy: boolean][] = [
    ['plain + text', 'plain + text', false],
    ['%41%c3%A9%E2%82%AC%F0%9F%94%91', 'Aé€🔑', false],
    ['é%C3%A9', 'éé', false],
    ['\ud83d%41', '\ud83dA', false],
    ['100%', '100%', false],
    ['%', '%', false],
    ['%4', '%4', false],
    ['%4g%g4%:0%@1', '%4g%g4%:0%@1', false],
    ['%%41%', '%A%', false],
    ['%zz%41b%C3%A9c', '%zzAbéc', false],
    ['%2541', '%41', false],
    ['%EF%BB%BFa', '\ufeffa', false],
    ['%zz%EF%BB%BFa', '%zz\ufeffa', false],
    ['%zz%EF%BF%BD', '%zz\ufffd', false],
    ['%zz%80', '%zz\ufffd', true],
    ['%7F%zz', '\x7f%zz', false],
    ['%ff', '\ufffd', true],
    ['%C3', '\ufffd', true],
    ['%C3a%A9', '\ufffda\ufffd', true],
    ['%C3é%A9', '\ufffdé\ufffd', true],
    ['%F4%90%80%80', '\ufffd\ufffd\ufffd\ufffd', true],
    ['%ED%A0%80', '\ufffd\ufffd\ufffd', true],
    ['%EF%BF%BD%EF%BF', '\ufffd\ufffd', true],
    ['%EF%BF%BD%EF%BF%BD%zz', '\ufffd\ufffd%zz', false],
    ['%F0%9F%94', '\ufffd', true],
    ['a%2Fb', 'a/b', false],
    ['%7Fb', '\x7fb', false],
    ['a%80', 'a\ufffd', true],
    ['%ffx41', '\ufffdx41', true],
    ['%zz%EF%BF%BC', '%zz\ufffc', false],
    ['%zz%EF%BE%BD', '%zz\uffbd', false],
    ['%zz%E2%BF%BD', '%zz\u2ffd', false],
  ];
  for (const [encoded, text, lossy] of decoded) {
    it(`makes ${JSON.stringify(text)} of ${encoded}${lossy ? ', and says that bytes were lost' : ''}`, () => {
      const losses = new LossList();
      expect(percentDecode(encoded, losses)).to.equal(text);
      expect(losses.toLosses().map(({ kind }) => kind)).to.deep.equal(lossy ? ['invalid-utf8'] : []);
    });
  }

  it('takes "+" for a space in a form only', () => {
    expect(formDecode('a+b%2B+', new LossList())).to.equal('a b+ ');
    expect(percentDecode('a+b%2B', new LossList())).to.equal('a+b+');
  });
});
