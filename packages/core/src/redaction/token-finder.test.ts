import { expect } from 'chai';
import { redactor } from './redactor.js';

const LETTERS = 'aB3dE6gH9'.repeat(30);
const PEM = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${LETTERS}==\n-----END RSA PRIVATE KEY-----`;
const JWT = `eyJ${LETTERS.slice(0, 20)}.eyJ${LETTERS.slice(0, 30)}.${LETTERS.slice(0, 43)}`;

/** One token of each kind; built here, so that no file of the repository looks as if it held one. */
const TOKENS: readonly [string, string][] = [
  ['an AWS access key', `AKIA${'Q7'.repeat(8)}`],
  ['a temporary AWS access key', `ASIA${'Q7'.repeat(8)}`],
  ['a GitHub token', `ghp_${LETTERS.slice(0, 36)}`],
  ['a fine-grained GitHub token', `github_pat_${LETTERS.slice(0, 22)}_${LETTERS.slice(0, 59)}`],
  ['a Slack token', `xoxb-${'1234567890-'.repeat(2)}${LETTERS.slice(0, 24)}`],
  ['a Google API key', `AIza${LETTERS.slice(0, 35)}`],
  ['a Stripe key', `sk_${'live'}_${LETTERS.slice(0, 24)}`],
  ['a private key', PEM],
  ['a private key in JSON', JSON.stringify(PEM).slice(1, -1)],
  ['a private key that is cut off', PEM.slice(0, 150)],
  ['a JWT', JWT],
  ['a JWT without its signature', JWT.slice(0, JWT.lastIndexOf('.'))],
];

describe('Tokens that are known by their looks', () => {
  for (const [what, token] of TOKENS) {
    it(`are hidden: ${what}`, () => {
      const redact = redactor(undefined, { tokens: true });
      expect(redact.text(`at the end: ${token}`)).to.equal('at the end: ***');
      if (!what.includes('cut off')) expect(redact.text(`"${token}" and more`)).to.equal('"***" and more');
    });

    it(`are shown unless asked for: ${what}`, () => {
      expect(redactor().text(token)).to.equal(token);
    });
  }

  it('are only those of the formats that were chosen', () => {
    const redact = redactor(undefined, { tokens: ['jwt'] });
    expect(redact.text(`${JWT} AKIA${'Q7'.repeat(8)}`)).to.equal(`*** AKIA${'Q7'.repeat(8)}`);
  });

  for (const harmless of [
    'AKIA',
    'ghp_short',
    'eyJhbGciOi',
    'eyJ.eyJ.',
    '-----BEGIN CERTIFICATE-----',
    'xoxb-1',
  ]) {
    it(`do not include "${harmless}"`, () => {
      expect(redactor(undefined, { tokens: true }).text(`x ${harmless} y`)).to.equal(`x ${harmless} y`);
    });
  }

  it('are looked for in texts that are made of their beginnings, each character once', () => {
    const redact = redactor(undefined, { tokens: true });
    for (const piece of ['eyJ', 'AKIA', 'ghp_', 'xoxb-', 'sk_live_', '-----BEGIN PRIVATE KEY-----'])
      expect(redact.text(piece.repeat(200_000 / piece.length)).length).to.be.at.most(200_000);
  });
});
