import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { parseConnection } from './parse-connection.js';

describe('A connection as a backend holds it', () => {
  it('is JSON when its first character that is not a space is "{"', () => {
    expect(parseConnection(' \n\u0085{"host": "h"}\u2003').fields).to.deep.equal({ host: 'h' });
  });

  it('is a URI otherwise', () => {
    expect(parseConnection('\u001fx://h/db\n').fields).to.deep.equal({ type: 'x', host: 'h', schema: 'db' });
  });

  it('keeps U+FEFF, which Python takes for no space', () => {
    expect(parseConnection('x://h/db\ufeff').fields.schema).to.equal('db\ufeff');
  });

  for (const text of ['', ' ', '\n\u3000\u0085']) {
    it(`is refused when it is ${JSON.stringify(text)}`, async () => {
      const error = await caught(() => parseConnection(text));
      expect(error.code).to.equal('INVALID_VALUE');
      expect(error.message).to.match(/^The connection is empty\. Write/);
    });
  }

  it('is read as its options say, whatever its form', async () => {
    for (const text of ['{"port": 0}', 'x://H']) {
      expect((await caught(() => parseConnection(text, { reading: 'strict' }))).code).to.equal(
        'INVALID_VALUE',
      );
    }
  });
});
