import { expect } from 'chai';
import { FileProblem } from '../file-problem.js';
import { encryptionRule } from './encryption-rule.js';

describe('The rule of SOPS that says what is encrypted', () => {
  it('is by default the suffix that sops has', () => {
    const rule = encryptionRule(new Map());
    expect(rule(['a', 'b'])).to.equal(true);
    expect(rule(['a_unencrypted', 'b'])).to.equal(false);
  });

  it('looks at every key of the path', () => {
    for (const [name, pattern, path, isEncrypted] of [
      ['encrypted_suffix', '_s', ['a_s', 'b'], true],
      ['encrypted_suffix', '_s', ['a', 'b'], false],
      ['unencrypted_suffix', '_s', ['a_s', 'b'], false],
      ['encrypted_regex', '^(data|stringData)$', ['data', 'x'], true],
      ['encrypted_regex', '^(data|stringData)$', ['database'], false],
      ['encrypted_regex', '(?i)pass', ['PassWord'], true],
      ['encrypted_regex', 'a\\-b\\.c', ['a-b.c'], true],
      ['unencrypted_regex', '^meta.*', ['metadata'], false],
      ['encrypted_regex', '^.*(pass|[a-c]{3}|\\*)$', ['my-abc'], true],
      ['encrypted_regex', '^.*(pass|[a-c]{3}|\\*)$', ['my-abx'], false],
      ['encrypted_regex', '^[(*+]x$', ['*x'], true],
    ] as const)
      expect(encryptionRule(new Map([[name, pattern]]))(path), `${name} ${pattern}`).to.equal(isEncrypted);
  });

  it('is refused where JavaScript would read it differently, or for years', () => {
    for (const pattern of [
      '(a+)+$',
      '(a|b)*c',
      'a*a*a*a*b',
      'a?a?a?aaa',
      `^${'\\\\*'.repeat(5)}$`,
      '(a|a)'.repeat(20),
      '((a|a)(a|a))'.repeat(10),
      'a{0,999}a{0,999}b',
      '(a){2}',
      'a)(b',
      'a*?b',
      '\\1',
      '[]a]',
      '(?=x)',
      '(?<n>x)',
      '(?P<n>x)',
      '\\bx',
      '\\pL',
      '[[:alpha:]]',
      '(',
      'x'.repeat(1_001),
    ])
      expect(() => encryptionRule(new Map([['encrypted_regex', pattern]])), pattern).to.throw(
        FileProblem,
        '"encrypted_regex" with a rule that is not read here',
      );
  });

  it('is not asked about keys for which JavaScript would try too much', () => {
    const rule = encryptionRule(new Map([['encrypted_regex', 'a*a*b']]));
    expect(rule(['aab'])).to.equal(true);
    expect(() => rule(['a'.repeat(1_000)])).to.throw(FileProblem, 'not read here');
    const often = encryptionRule(new Map([['encrypted_regex', '^a.*b$']]));
    const readAll = (one: (index: number) => string) => {
      for (let index = 0; index < 1_000; index += 1) often([one(index)]);
    };
    expect(() => readAll(() => 'a'.repeat(900))).not.to.throw();
    expect(() => readAll((index) => `${index}${'a'.repeat(900)}`)).to.throw(FileProblem, 'not read here');
  });

  it('is one', () => {
    const both = new Map([
      ['encrypted_suffix', 'a'],
      ['unencrypted_regex', 'b'],
    ]);
    expect(() => encryptionRule(both)).to.throw(
      FileProblem,
      'both "encrypted_suffix" and "unencrypted_regex"',
    );
  });
});
