import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import { caught } from '../test-kit/caught.js';
import { ManualClock } from '../test-kit/manual-clock.js';
import { pause } from './pause.js';

describe('A pause', () => {
  it('ends on time', async () => {
    const clock = new ManualClock();
    let ended = false;
    const waiting = pause(clock, 100, new AbortController().signal).then(() => {
      ended = true;
    });
    await clock.advance(99);
    expect(ended).to.equal(false);
    await clock.advance(1);
    await waiting;
  });

  it('ends with the reason of its signal, before or during, and leaves no timer', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const waiting = caught(pause(clock, 100, controller.signal));
    controller.abort(new SecretsError('ABORTED', 'enough.'));
    expect((await waiting).code).to.equal('ABORTED');
    expect((await caught(pause(clock, 100, controller.signal))).code).to.equal('ABORTED');
    expect(clock.pending).to.equal(0);
  });
});
