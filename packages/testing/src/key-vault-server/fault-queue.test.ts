import { expect } from 'chai';
import { FaultQueue } from './fault-queue.js';

describe('FaultQueue', () => {
  const any = (): boolean => true;

  it('serves faults in the order they were added, each as often as it says', () => {
    const queue = new FaultQueue<{ times?: number; id: string }>();
    queue.add({ id: 'never', times: 0 });
    queue.add({ id: 'twice', times: 2 });
    queue.add({ id: 'once' });

    const taken = Array.from({ length: 4 }, () => queue.take(any)?.id);

    expect(taken).to.deep.equal(['twice', 'twice', 'once', undefined]);
  });

  it('keeps what does not match for later', () => {
    const queue = new FaultQueue<{ times?: number; id: string }>();
    queue.add({ id: 'first' });
    queue.add({ id: 'second' });

    expect(queue.take(({ id }) => id === 'second')?.id).to.equal('second');
    expect(queue.take(any)?.id).to.equal('first');
  });

  it('serves an endless fault until it is cleared', () => {
    const queue = new FaultQueue<{ times: number }>();
    queue.add({ times: Number.POSITIVE_INFINITY });

    expect(Array.from({ length: 100 }, () => queue.take(any))).not.to.include(undefined);
    queue.clear();
    expect(queue.take(any)).to.equal(undefined);
  });
});
