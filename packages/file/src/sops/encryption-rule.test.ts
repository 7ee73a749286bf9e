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
    ] as const)
      expect(encryptionRule(new Map([[name, pattern]]))(path), `${name} ${pattern}`).to.equal(isEncrypted);
  });

  it('is refused where JavaScript would read it differently, or for years', () => {
    for (const pattern of [
      '(a+)+$',
      '(a|b)*c',
      'a*a*a*a*b',
      'a?a?a?aaa',
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
