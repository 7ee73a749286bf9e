import { expect } from 'chai';
import { offsetOfJsonFault } from './json-fault.js';

describe('The place where text leaves JSON', () => {
  const places: readonly [string, string][] = [
    ['a comma before a bracket', '{ "a": [1|, ] }'],
    ['a comma before a brace', '{ "a": 1|,\n}'],
    ['a comment', '{ |# note\n }'],
    ['a bare word', '{ |backends: [] }'],
    ['single quotes', '{ "a": |\'x\' }'],
  ];
  for (const [what, marked] of places) {
    it(`is that of ${what}`, () => {
      expect(offsetOfJsonFault(marked.replace('|', ''))).to.equal(marked.indexOf('|'));
    });
  }

  it('is nowhere in JSON', () => {
    expect(offsetOfJsonFault('{ "a,]": [1, -2.5e3, true, null, "\\"" ], "b": {} }')).to.equal(undefined);
  });
});
