import { expect } from 'chai';
import { failurePlace } from './failure-place.js';
import { safeCause } from './safe-cause.js';

describe('The place of a failure', () => {
  it('is the class and the innermost frame, without folders and without the message', () => {
    expect(failurePlace(safeCause(new TypeError('hunter2')))).to.match(
      /^TypeError at failure-place\.test\.[jt]s:\d+:\d+$/,
    );
  });

  it('is the class alone when there is no stack', () => {
    expect(failurePlace({ name: 'Error' })).to.equal('Error');
    expect(failurePlace(safeCause('hunter2'))).to.equal('a thrown value that is no error');
  });
});
