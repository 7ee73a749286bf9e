import { expect } from 'chai';
import { isJsonObject, numberIn, objectIn, parseJsonObject, textIn, textsIn } from './json-object.js';

describe('A JSON object of a service', () => {
  it('is read from text, and anything else is none', () => {
    expect(parseJsonObject('{"a":1}')).to.deep.equal({ a: 1 });
    expect(['[]', 'null', '"x"', '1', '', '{', '<html>'].map(parseJsonObject)).to.deep.equal(
      Array.from({ length: 7 }, () => undefined),
    );
  });

  it('keeps the digits of numbers that a double would change', () => {
    const text =
      '{"id":12345678901234567890,"list":[0.12345678901234567891,1e400],"in":{"a":1.5,"b":9007199254740993}}';
    expect(JSON.stringify(parseJsonObject(text))).to.equal(text);
    expect(parseJsonObject('{"a":1.50,"b":1e3,"c":"12345678901234567890"}')).to.deep.equal({
      a: 1.5,
      b: 1_000,
      c: '12345678901234567890',
    });
    expect(numberIn(parseJsonObject(text), 'id')).to.equal(undefined);
  });

  it('that is nested without an end is none', () => {
    const deep = `{"a":1e3,"b":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(parseJsonObject(deep)).to.equal(undefined);
  });

  it('is told from a list and from null', () => {
    expect([{}, [], null, 'x', undefined].map(isJsonObject)).to.deep.equal([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is looked into without a mistake for what is not there', () => {
    const object = { name: 'x', empty: '', inner: { a: 1 }, list: ['a', 1, 'b'], number: 3 };
    expect(['name', 'empty', 'number', 'constructor'].map((key) => textIn(object, key))).to.deep.equal([
      'x',
      undefined,
      undefined,
      undefined,
    ]);
    expect(['number', 'name', 'length'].map((key) => numberIn(object, key))).to.deep.equal([
      3,
      undefined,
      undefined,
    ]);
    expect(objectIn(object, 'inner')).to.deep.equal({ a: 1 });
    expect(objectIn(object, 'list')).to.deep.equal({});
    expect(objectIn(undefined, 'inner')).to.deep.equal({});
    expect(textsIn(object, 'list')).to.deep.equal(['a', 'b']);
    expect(textsIn(object, 'name')).to.deep.equal([]);
  });
});
