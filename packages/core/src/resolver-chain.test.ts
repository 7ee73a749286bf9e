import { expect } from 'chai';
import { spy, stub } from 'sinon';
import { SecretsError } from './errors.js';
import { guarded } from './guarded.js';
import { FALL_THROUGH } from './on-error.js';
import { ResolverChain } from './resolver-chain.js';
import type { Secret } from './secret.js';
import { caught } from './test-kit/caught.js';
import { answering, found, ref } from './test-kit/fake-backend.js';

const token = ref('variable', 'token');
const reveal = (answer: unknown) => (answer as Secret | undefined)?.reveal();
const failing = (code: SecretsError['code'], name = 'vault') =>
  answering(name, new SecretsError(code, `${name}: no.`), { supports: { retries: true } });

describe('ResolverChain', () => {
  it('gives the answer of the first backend that has one, and does not ask the rest', async () => {
    const spare = { name: 'spare', find: spy(async () => found('second')) };
    const chain = new ResolverChain([answering('empty', undefined), answering('env', found('first')), spare]);
    expect(reveal(await chain.find(token))).to.equal('first');
    expect(spare.find.called).to.equal(false);
  });

  it('takes the empty string for a value', async () => {
    const chain = new ResolverChain([answering('env', found('')), answering('spare', found('x'))]);
    expect(reveal(await chain.find(token))).to.equal('');
  });

  it('takes an empty connection for a miss, as Airflow does', async () => {
    const chain = new ResolverChain([answering('env', found(''))]);
    expect(await chain.find(ref('connection', 'db'))).to.equal(undefined);
  });

  it('is undefined when every backend says "not here"', async () => {
    expect(
      await new ResolverChain([answering('a', undefined), answering('b', undefined)]).find(token),
    ).to.equal(undefined);
  });

  it('does not ask the second backend when the first one is denied', async () => {
    const denied = { name: 'vault', find: stub().rejects(new SecretsError('ACCESS_DENIED', 'no')) };
    const spare = { name: 'env', find: stub().resolves(found('value')) };

    const error = await caught(new ResolverChain([denied, spare]).find(token));

    expect(error).to.have.property('code', 'ACCESS_DENIED');
    expect(spare.find.called).to.equal(false);
  });

  for (const code of ['THROTTLED', 'UNAVAILABLE', 'TIMEOUT'] as const) {
    it(`stops at ${code}, and goes on when told "next"`, async () => {
      const spare = answering('spare', found('spare'));
      expect((await caught(new ResolverChain([failing(code), spare]).find(token))).code).to.equal(code);
      const lenient = new ResolverChain([guarded(failing(code), { onError: 'next' }), spare]);
      expect(reveal(await lenient.find(token))).to.equal('spare');
    });
  }

  it('prefers the policy of the backend to that of the chain', async () => {
    const strict = guarded(failing('TIMEOUT'), { onError: 'stop' });
    const chain = new ResolverChain([strict, answering('spare', found('x'))], { onError: 'next' });
    expect((await caught(chain.find(token))).code).to.equal('TIMEOUT');
  });

  it('throws the first failure when backends failed and none answered', async () => {
    const chain = new ResolverChain(
      [failing('TIMEOUT', 'a'), failing('UNAVAILABLE', 'b'), answering('c', undefined)],
      {
        onError: 'next',
      },
    );
    expect(await caught(chain.find(token))).to.include({ code: 'TIMEOUT', backend: 'a' });
  });

  it("falls through at a connection that cannot be read under Airflow's policy, and stops there by default", async () => {
    const backends = [answering('a', found('{"port": "x"}')), answering('b', found('smtp://host'))];
    const db = ref('connection', 'db');
    expect(await caught(new ResolverChain(backends).find(db))).to.include({
      code: 'INVALID_VALUE',
      backend: 'a',
    });
    expect(await new ResolverChain(backends, { onError: FALL_THROUGH }).find(db)).to.have.property(
      'host',
      'host',
    );
  });

  it('does not ask a backend that says that the reference cannot be there', async () => {
    const find = spy(async () => found('x'));
    const chain = new ResolverChain([
      { name: 'vault', find, locate: () => ({ notHere: 'the name is not legal' }) },
    ]);
    const { steps } = await chain.resolve(token);
    expect(find.called).to.equal(false);
    expect(steps).to.deep.equal([
      { backend: 'vault', names: [], outcome: 'not-here', reason: 'the name is not legal' },
    ]);
  });

  it('asks only backends that keep versions for a version, and says so when none does', async () => {
    const plain = { name: 'env', find: spy(async () => found('newest')) };
    const versioned = answering('vault', found('old'), { supports: { versions: true } });
    const old = ref('variable', 'token', { version: '1' });
    expect(reveal(await new ResolverChain([plain, versioned]).find(old))).to.equal('old');
    expect(plain.find.called).to.equal(false);
    expect((await caught(new ResolverChain([plain]).find(old))).code).to.equal('UNSUPPORTED');
  });

  it('refuses a team that no backend understands', async () => {
    const chain = new ResolverChain([answering('env', found('x'))]);
    expect((await caught(chain.find(ref('variable', 'x', { team: 'a' })))).code).to.equal('UNSUPPORTED');
  });

  it('tells where a value came from', async () => {
    const stored = found('v', { name: 'airflow-variables-token', version: '7', createdAt: new Date(5) });
    const answer = await new ResolverChain([answering('prod', stored)], {
      clock: { now: () => 42, after: () => () => undefined },
    }).find(token);
    expect(answer?.origin).to.deep.equal({
      backend: 'prod',
      name: 'airflow-variables-token',
      version: '7',
      createdAt: new Date(5),
      fetchedAt: 42,
      stale: false,
    });
  });

  it('never takes an unexplained failure for a miss', async () => {
    const chain = new ResolverChain([answering('mine', new Error('boom')), answering('spare', found('x'))]);
    expect((await caught(chain.find(token))).code).to.equal('INTERNAL');
  });

  it('closes every backend, whatever the others do', async () => {
    const closed: string[] = [];
    const closing = (name: string, fail: boolean) =>
      answering(name, undefined, {
        close: async () => {
          closed.push(name);
          if (fail) throw new Error('stuck');
        },
      });
    await new ResolverChain([closing('a', true), closing('b', false)]).close();
    expect(closed).to.deep.equal(['a', 'b']);
  });
});
