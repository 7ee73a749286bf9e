import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { assemble, createSecrets } from './assemble.js';
import { SecretsError } from './errors.js';
import { guarded } from './guarded.js';
import { caught } from './test-kit/caught.js';
import { answering, found, silent } from './test-kit/fake-backend.js';
import { ManualClock, settled } from './test-kit/manual-clock.js';

const CANARY = 'kX7-canary-zQ9';

describe('Secrets', () => {
  it('gives variables, raw secrets and config values as secrets, and connections as connections', async () => {
    const secrets = createSecrets({ backends: [answering('env', found('smtp://user:pw@host:25'))] });
    expect((await secrets.getVariable('a')).reveal()).to.equal('smtp://user:pw@host:25');
    expect((await secrets.getSecret('a')).reveal()).to.equal('smtp://user:pw@host:25');
    expect((await secrets.getConfig('a')).reveal()).to.equal('smtp://user:pw@host:25');
    const connection = await secrets.getConnection('smtp_default');
    expect(connection).to.include({
      id: 'smtp_default',
      type: 'smtp',
      host: 'host',
      port: 25,
      login: 'user',
    });
    expect(connection.password?.reveal()).to.equal('pw');
    expect(`${connection.password}`).to.equal('[secret connection/smtp_default password]');
  });

  it('finds nothing as undefined, and gets nothing as an error that lists what each backend said', async () => {
    const secrets = createSecrets({
      backends: [
        answering('env', undefined, { locate: () => ({ names: ['AIRFLOW_VAR_HELLO'] }) }),
        answering('files', undefined, { locate: () => ({ notHere: 'it has no file for variables' }) }),
        answering('mine', undefined),
      ],
    });
    expect(await secrets.findVariable('hello')).to.equal(undefined);
    const error = await caught(secrets.getVariable('hello'));
    expect(error.code).to.equal('SECRET_NOT_FOUND');
    expect(error.message).to.equal(
      'variable/hello was not found (env: nothing under "AIRFLOW_VAR_HELLO"; files: not here, it has no file for variables; ' +
        'mine: nothing there). Store it under one of these names, or add a backend that has it.',
    );
  });

  for (const find of ['getVariable', 'findVariable'] as const) {
    it(`${find} throws a failure, which never looks like a miss`, async () => {
      const secrets = createSecrets({
        backends: [answering('vault', new SecretsError('ACCESS_DENIED', 'no.'))],
      });
      const error = await caught(secrets[find]('x'));
      expect(error).to.include({ code: 'ACCESS_DENIED', backend: 'vault' });
      expect(error.ref).to.deep.equal({ kind: 'variable', id: 'x' });
    });
  }

  it('checks a reference before any backend is asked', async () => {
    const secrets = createSecrets({ backends: [answering('env', found('x'))] });
    expect((await caught(secrets.getSecret('a\n'))).code).to.equal('INVALID_REFERENCE');
    expect((await caught(secrets.explain('nonsense'))).code).to.equal('INVALID_REFERENCE');
  });

  it("bounds the whole call by timeoutMs, and ends it by the caller's signal", async () => {
    const clock = new ManualClock();
    const secrets = createSecrets({ backends: [silent('vault')], clock });
    const bounded = caught(secrets.getSecret('x', { timeoutMs: 20 }));
    await clock.advance(20);
    expect((await bounded).code).to.equal('TIMEOUT');
    const controller = new AbortController();
    const ended = caught(secrets.getSecret('x', { signal: controller.signal }));
    controller.abort();
    expect((await ended).code).to.equal('ABORTED');
    // The read that both shared goes on to its backend's deadline.
    expect(clock.pending).to.equal(1);
    await clock.advance(10_000);
    expect(clock.pending).to.equal(0);
  });

  it('explains which backends were asked, and which would be, without a value', async () => {
    const secrets = createSecrets({
      backends: [
        guarded(answering('slow', new SecretsError('TIMEOUT', 'slow: no answer.')), { retry: false }),
        answering('env', found(CANARY, { name: 'DB_PASSWORD' }), {
          locate: () => ({ names: ['DB_PASSWORD'] }),
        }),
        answering('vault', found('other'), { locate: () => ({ names: ['db-password'] }) }),
      ],
      onError: 'next',
      clock: { now: () => 7, after: () => () => undefined },
    });
    const explanation = await secrets.explain('secret/db-password');
    expect(explanation).to.deep.equal({
      ref: { kind: 'secret', id: 'db-password' },
      outcome: 'found',
      origin: { backend: 'env', name: 'DB_PASSWORD', fetchedAt: 7, stale: false },
      steps: [
        {
          backend: 'slow',
          names: [],
          outcome: 'failed',
          code: 'TIMEOUT',
          message: 'slow: no answer.',
          ms: 0,
        },
        { backend: 'env', names: ['DB_PASSWORD'], outcome: 'found', ms: 0 },
        { backend: 'vault', names: ['db-password'], outcome: 'not-asked' },
      ],
      losses: [],
    });
    expect(JSON.stringify(explanation)).not.to.include(CANARY);
  });

  it('explains a failure with its code', async () => {
    const secrets = createSecrets({
      backends: [guarded(answering('vault', new SecretsError('THROTTLED', 'busy.')), { retry: false })],
    });
    expect(await secrets.explain({ kind: 'secret', id: 'x' })).to.include({
      outcome: 'failed',
      code: 'THROTTLED',
    });
  });

  it('closes once, answers those who wait, and refuses those who come later', async () => {
    let closings = 0;
    const backend = {
      ...silent('vault'),
      close: async () => {
        closings += 1;
      },
    };
    const clock = new ManualClock();
    const secrets = createSecrets({ backends: [backend], clock });
    const waiting = caught(secrets.getSecret('x'));
    await Promise.all([secrets.close(), secrets.close(), secrets[Symbol.asyncDispose]()]);
    expect((await waiting).code).to.equal('CLOSED');
    expect((await caught(secrets.findSecret('x'))).code).to.equal('CLOSED');
    expect(closings).to.equal(1);
    expect(clock.pending).to.equal(0);
  });

  it('shows each answer to an observer before its caller has it, until that ends', async () => {
    const secrets = createSecrets({ backends: [answering('env', found('x'))] });
    const seen: unknown[] = [];
    const end = secrets.observe((answer) => seen.push(answer));
    const first = await secrets.getSecret('a');
    const second = await secrets.findSecret('b');
    await secrets.findConnection('c').catch(() => undefined);
    end();
    await secrets.getSecret('d');
    expect(seen.slice(0, 2)).to.deep.equal([first, second]);
    expect(seen).to.have.length(3);
  });

  it('overwrites the bytes that it kept when it is closed', async () => {
    const secrets = createSecrets({ backends: [answering('vault', found(Uint8Array.of(1, 2, 3)))] });
    const secret = await secrets.getSecret('a');
    const copy = secret.bytes();
    await secrets.close();
    for (const use of [
      () => secret.bytes(),
      () => secret.reveal(),
      () => secret.json(),
      () => secret.equals(''),
    ])
      expect((await caught(use)).code, 'not zeros').to.equal('CLOSED');
    expect(copy).to.deep.equal(Uint8Array.of(1, 2, 3));
  });

  it('ends what waits when it is closed, also where somebody else closes the backend', async () => {
    const vault = guarded(silent('vault'));
    const shared = { ...vault, close: async () => undefined };
    const secrets = createSecrets({ backends: [shared] });
    const waiting = [
      secrets.getSecret('a'),
      secrets.getSecret('a', { fresh: true }),
      secrets.getMany(['secret/b']),
      secrets.handle('secret/c').ready(),
    ].map((asked) => caught(asked as Promise<unknown>));
    await settled();
    await secrets.close();
    expect((await Promise.all(waiting)).map(({ code }) => code)).to.deep.equal(Array(4).fill('CLOSED'));
    await vault.close();
  });

  it('hands nothing out any more once it is closed, also what was on its way', async () => {
    for (let hops = 0; hops < 40; hops += 1) {
      const secrets = createSecrets({ backends: [answering('vault', found('x'))] });
      let isClosed = false;
      const late: unknown[] = [];
      const asked = [secrets.getSecret('a'), secrets.findSecret('b'), secrets.getMany(['secret/c'])];
      for (const asking of asked)
        asking.then(
          (answer) => isClosed && late.push(answer),
          () => undefined,
        );
      for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
      const closing = secrets.close();
      // What was answered in the same turn is on its way to its caller.
      await Promise.resolve();
      isClosed = true;
      await Promise.all([closing, ...asked.map((asking) => asking.catch(() => undefined))]);
      expect(late, `closed after ${hops} turns`).to.deep.equal([]);
    }
  });

  it('keeps nothing under another name when the caller changes a reference meanwhile', async () => {
    const secrets = createSecrets({
      backends: [{ name: 'vault', find: async ({ id }) => ({ value: `value of ${id}`, name: id }) }],
    });
    const ref = { kind: 'secret' as const, id: 'public-key' };
    const reading = secrets.getMany([ref, { kind: 'secret', id: 'x' }]);
    ref.id = 'db-password';
    await reading;
    expect((await secrets.getSecret('db-password')).reveal()).to.equal('value of db-password');
    expect((await secrets.getSecret('public-key')).reveal()).to.equal('value of public-key');
  });

  it('needs at least one backend', async () => {
    expect((await caught(() => assemble({ backends: [] }))).code).to.equal('INVALID_CONFIG');
  });

  it('tells a subscriber of the tracing channel what happened, without a value', async () => {
    const events: unknown[] = [];
    const onEvent = (event: unknown) => events.push(event);
    const names = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map(
      (name) => `tracing:chatelaine:find:${name}`,
    );
    const secrets = createSecrets({ backends: [answering('env', found(CANARY))] });
    for (const name of names) subscribe(name, onEvent);
    await secrets.getSecret('x');
    for (const name of names) unsubscribe(name, onEvent);
    await secrets.getSecret('y');
    expect(events.length).to.equal(4);
    expect(events.at(-1)).to.deep.include({ ref: { kind: 'secret', id: 'x' }, outcome: 'found' });
    expect(inspect(events, { depth: 9, showHidden: true })).not.to.include(CANARY);
  });

  it('answers 160 that are asked at once, each with its own', async () => {
    let asked = 0;
    const backend = { name: 'mine', find: async (ref: { id: string }) => found(`${ref.id}-${(asked += 1)}`) };
    const secrets = createSecrets({ backends: [backend] });
    const answers = await Promise.all(
      Array.from({ length: 160 }, (_unused, index) => secrets.getSecret(`id${index}`)),
    );
    expect(answers.map((answer) => answer.reveal().split('-')[0])).to.deep.equal(
      answers.map((_unused, index) => `id${index}`),
    );
  });
});
