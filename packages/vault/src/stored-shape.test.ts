import { type JsonObject, SECRET_KINDS } from '@chatelaine/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { heardAnswer } from './http/vault-answer.js';
import { dataFrom, textFrom } from './stored-shape.js';
import { caught } from './test-kit/caught.js';

describe('The shape of a value in Vault', () => {
  const subject = { backend: 'prod', name: 'secret/x' };

  it('of a connection is a URI, which wins, or an object of fields', () => {
    expect(textFrom({ conn_uri: 'smtp://mail', host: 'x' }, 'connection', subject)).to.equal('smtp://mail');
    expect(textFrom({ host: 'mail' }, 'connection', subject)).to.equal('{"host":"mail"}');
    expect(textFrom({ value: 'smtp://mail' }, 'connection', subject)).to.equal('smtp://mail');
  });

  it('of a variable is what stands under "value", as JSON where it is no text', () => {
    expect(textFrom({ value: 'x', other: 'y' }, 'variable', subject)).to.equal('x');
    expect(textFrom({ value: '' }, 'config', subject)).to.equal('');
    expect(textFrom({ value: [1, true] }, 'variable', subject)).to.equal('[1,true]');
  });

  it('without "value" is no variable, and the error shows nothing of it', async () => {
    const error = await caught(() => textFrom({ hunter2: 'hunter2' }, 'variable', subject));
    expect(error.code).to.equal('INVALID_VALUE');
    expect(error.message).not.to.include('hunter2');
  });

  it('of a raw secret is "value" alone, or the whole object', () => {
    expect(textFrom({ value: 'x' }, 'secret', subject)).to.equal('x');
    expect(textFrom({ value: 'x', other: 'y' }, 'secret', subject)).to.equal('{"value":"x","other":"y"}');
  });

  it('gives every text back that was written, or the same connection', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.json()),
        fc.constantFrom(...SECRET_KINDS),
        (text, kind) => {
          const back = textFrom(dataFrom(text, kind, subject), kind, subject);
          if (back !== text) expect(JSON.parse(back)).to.deep.equal(JSON.parse(text));
        },
      ),
    );
  });

  it('has numbers with all their digits', () => {
    const text =
      '{"conn_type":"http","password":12345678901234567890,"extra":{"account":123456789012345678}}';
    expect(JSON.stringify(dataFrom(text, 'connection', subject))).to.equal(text);
    const { data } = heardAnswer(200, {}, `{"data":${text}}`).body ?? {};
    expect(textFrom(data as JsonObject, 'connection', subject)).to.equal(text);
  });

  it('holds no bytes that are no UTF-8', async () => {
    expect((await caught(() => dataFrom(Uint8Array.of(0xff), 'secret', subject))).code).to.equal(
      'INVALID_VALUE',
    );
  });
});
