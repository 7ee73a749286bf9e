import { expect } from 'chai';
import { SecretsError } from '../errors.js';
import { caught } from '../test-kit/caught.js';
import { Lifetime } from './lifetime.js';

const never = () => new Promise<never>(() => undefined);
const { signal } = new AbortController();

describe('Lifetime', () => {
  it('gives what the work gives, and throws what it throws', async () => {
    const lifetime = new Lifetime('prod');
    expect(await lifetime.run(signal, async () => 'value')).to.equal('value');
    const denied = new SecretsError('ACCESS_DENIED', 'no');
    expect(await caught(lifetime.run(signal, () => Promise.reject(denied)))).to.equal(denied);
  });

  it('ends work that does not listen, by CLOSED when the backend closes and by ABORTED for the caller', async () => {
    const lifetime = new Lifetime('prod');
    const caller = new AbortController();
    const left = caught(lifetime.run(caller.signal, never));
    const closed = caught(lifetime.run(signal, never));
    caller.abort();
    expect(await left).to.have.property('code', 'ABORTED');
    lifetime.close();
    expect(await closed).to.include({ code: 'CLOSED', backend: 'prod' });
    expect(await caught(lifetime.run(signal, async () => 'late'))).to.have.property('code', 'CLOSED');
  });

  it('tells the work itself to end', async () => {
    const lifetime = new Lifetime('prod');
    let inside: AbortSignal | undefined;
    const run = caught(
      lifetime.run(signal, (given) => {
        inside = given;
        return never();
      }),
    );
    lifetime.close();
    await run;
    expect(inside?.aborted).to.equal(true);
  });

  it('ends an iteration at a step that does not end', async () => {
    const lifetime = new Lifetime('prod');
    const steps = lifetime.iterate(signal, async function* () {
      yield 1;
      await never();
    });
    expect(await steps.next()).to.deep.equal({ done: false, value: 1 });
    const next = caught(steps.next());
    lifetime.close();
    expect(await next).to.have.property('code', 'CLOSED');
  });

  it('ends an iteration of the caller by ABORTED, and a watch without an error', async () => {
    const caller = new AbortController();
    const lifetime = new Lifetime('prod');
    const endless = async function* () {
      await never();
      yield 1;
    };
    const list = caught(lifetime.iterate(caller.signal, endless).next());
    const watch = lifetime.watch(caller.signal, endless).next();
    caller.abort();
    expect(await list).to.have.property('code', 'ABORTED');
    expect(await watch).to.deep.equal({ done: true, value: undefined });
    lifetime.close();
    expect(await caught(lifetime.watch(signal, endless).next())).to.have.property('code', 'CLOSED');
  });

  it('lets go of an iteration that is left early', async () => {
    let isOver = false;
    const steps = new Lifetime('prod').iterate(signal, async function* () {
      try {
        yield 1;
        yield 2;
      } finally {
        isOver = true;
      }
    });
    for await (const _first of steps) break;
    expect(isOver).to.equal(true);
  });
});
