import { Readable } from 'node:stream';
import { AnswerTooLong } from '@chatelaine/core/provider';
import { expect } from 'chai';
import { answerLimit } from './answer-limit.js';

describe('The limit of an answer', () => {
  const read = async (body: unknown) =>
    (await answerLimit(async () => ({ response: { body } }))({})).response;

  it('gives a whole answer on', async () => {
    const { body } = await read(Readable.from([Buffer.from('a'), Buffer.from('b')]));
    expect(Buffer.from(body as Uint8Array).toString()).to.equal('ab');
  });

  it('leaves an answer that does not end, and closes its connection', async () => {
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(1024 * 1024));
      },
    });
    const error = await read(endless).catch((caught: unknown) => caught);
    expect(error).to.be.an.instanceOf(AnswerTooLong);
    expect(endless.destroyed).to.equal(true);
  });

  it('leaves what is no stream as it is', async () => {
    expect(await read('text')).to.deep.equal({ body: 'text' });
  });
});
