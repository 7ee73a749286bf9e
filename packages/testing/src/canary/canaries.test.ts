import { expect } from 'chai';
import { Canaries } from './canaries.js';

describe('Canaries', () => {
  const canaries = new Canaries();
  const canary = canaries.make('token');
  const encodingsIn = (text: string): readonly string[] =>
    canaries.leaksIn('here', text).map(({ place, encoding }) => `${place} ${encoding}`);

  it('are the same for the same place, and others for another', () => {
    expect(new Canaries().make('token')).to.equal(canary);
    expect(new Canaries().make('password')).not.to.equal(canary);
  });

  it('hold what every encoding writes otherwise, unless they must be plain', () => {
    expect(canary).to.match(/[/].*["].*[+].*[ ].*[%].*é/);
    expect(new Canaries().make('token', { plain: true })).to.match(/^[A-Za-z0-9]{24}$/);
  });

  it('are found by any six characters in a row, and not by five', () => {
    for (let start = 0; start + 6 <= canary.length; start += 1) {
      expect(encodingsIn(`<${canary.slice(start, start + 6)}>`), `from ${start}`).to.deep.equal([
        'token clear',
      ]);
      expect(encodingsIn(`<${canary.slice(start, start + 5)}>`), `from ${start}`).to.deep.equal([]);
    }
  });

  it('are found by any six characters in every encoding, whatever stands before', () => {
    for (let start = 0; start + 6 <= canary.length; start += 1) {
      const part = canary.slice(start, start + 6);
      for (const before of ['', 'a', 'ab']) {
        const texts = [
          encodeURIComponent(before + part),
          encodeURI(before + part),
          new URLSearchParams([['q', before + part]]).toString(),
          JSON.stringify(before + part),
          JSON.stringify(JSON.stringify(before + part)),
          Buffer.from(`${before}${part}`).toString('base64'),
          Buffer.from(`${before}${part}`).toString('base64url'),
          encodeURIComponent(Buffer.from(`${before}${part}`).toString('base64')),
        ];
        for (const text of texts) expect(encodingsIn(text), text).to.not.deep.equal([]);
      }
    }
  });

  it('are told to be in base64url where base64 would be written otherwise', () => {
    const others = new Canaries();
    others.add('key', 'ÿÿÿÿÿÿ');
    const text = Buffer.from('ÿÿÿÿÿÿ').toString('base64url');
    expect(others.leaksIn('here', text).map(({ encoding }) => encoding)).to.deep.equal(['base64url']);
  });

  it('are not found in what anybody may print', () => {
    for (const text of ['', 'a%', '\\', '\\u12', '%%%', 'the quick brown fox', new Error('x').stack ?? ''])
      expect(encodingsIn(text)).to.deep.equal([]);
  });
});
