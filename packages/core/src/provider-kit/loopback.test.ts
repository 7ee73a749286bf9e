import { expect } from 'chai';
import { isLoopback, isTrustedHost } from './loopback.js';

describe('This machine', () => {
  it('is told by its names and addresses', () => {
    const own = ['localhost', 'vault.localhost', '127.0.0.1', '127.9.9.9', '[::1]'];
    expect(own.filter(isLoopback)).to.deep.equal(own);
  });

  it('is not what only looks like it', () => {
    const others = [
      'localhost.example.com',
      'notlocalhost',
      '127.0.0.1.example.com',
      '1127.0.0.1',
      '[::2]',
      '',
    ];
    expect(others.filter(isLoopback)).to.deep.equal([]);
  });
});

describe('A trusted host', () => {
  it('is written in any case, with its port or for all of them', () => {
    const url = new URL('https://vault.example.com:8200');
    expect(isTrustedHost(url, ['Vault.example.com'])).to.equal(true);
    expect(isTrustedHost(url, ['vault.example.com:8200'])).to.equal(true);
    expect(isTrustedHost(url, ['vault.example.com:8201', 'example.com'])).to.equal(false);
    expect(isTrustedHost(url)).to.equal(false);
  });
});
