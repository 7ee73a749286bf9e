import { Readable } from 'node:stream';
import { expect } from 'chai';
import { AnswerTooLong, readBody } from './read-body.js';

describe('readBody', () => {
  it('gives a whole answer, up to its limit', async () => {
    const body = Readable.from([Buffer.from('hel'), Buffer.from('lo')]);
    expect((await readBody(body, 5)).toString()).to.equal('hello');
    expect(await readBody(Readable.from([]), 0)).to.have.length(0);
  });

  it('leaves an answer that does not end, and ends its stream', async () => {
    const body = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1_000);
      })(),
    );
    const [outcome] = await Promise.allSettled([readBody(body, 10_000)]);
    expect(outcome).to.have.property('reason').that.is.instanceOf(AnswerTooLong);
    expect(body.destroyed).to.equal(true);
  });
});
