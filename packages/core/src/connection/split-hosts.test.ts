import { expect } from 'chai';
import { splitHosts } from './split-hosts.js';

describe('The hosts of an authority are cut apart', () => {
  const cut: readonly [authority: string, hosts: readonly string[]][] = [
    ['', ['']],
    ['h', ['h']],
    ['a,b', ['a', 'b']],
    ['a:1,b:2,c', ['a:1', 'b:2', 'c']],
    [',', ['', '']],
    ['a,,b,', ['a', '', 'b', '']],
    ['a%2Cb', ['a%2Cb']],
    ['u,v:p,w@h', ['u,v:p,w@h']],
    ['u,v@w,x@a,b', ['u,v@w,x@a', 'b']],
    ['@a,b', ['@a', 'b']],
    ['[::1]:1,[::2],h', ['[::1]:1', '[::2]', 'h']],
    ['[::1%a,b],c', ['[::1%a,b]', 'c']],
    ['[a,b', ['[a,b']],
    ['u:[@a,b', ['u:[@a', 'b']],
    ['a],b', ['a]', 'b']],
  ];
  for (const [authority, hosts] of cut) {
    it(`when it is ${JSON.stringify(authority)}`, () => {
      expect(splitHosts(authority)).to.deep.equal(hosts);
    });
  }
});
