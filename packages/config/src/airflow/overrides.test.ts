import { readFileSync } from 'node:fs';
import type { Env } from '@chatelaine/core';
import { expect } from 'chai';
import { caught } from './caught.test.fixture.js';
import { IniFile } from './ini.js';
import { readKwargs } from './kwargs.js';
import { type AirflowSources, configEnvName, readSetting } from './overrides.js';
import { chooseBackend } from './role.js';

interface Vector {
  readonly op: string;
  readonly input: {
    readonly env: Env;
    readonly worker?: boolean;
    readonly section: string;
    readonly key: string;
    readonly team?: string;
  };
  readonly expect: { readonly ok: string & { readonly kwargs: Readonly<Record<string, unknown>> } };
}

const CANARY = 'hunter2canary';
const VECTORS = new URL('../../../../test/vectors/airflow-names.jsonl', import.meta.url);
const vectors: readonly Vector[] = readFileSync(VECTORS, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

function sources(env: Env, ...lines: readonly string[]): AirflowSources {
  const ini = IniFile.parse(lines.join('\n'), 'airflow.cfg');
  return { env, homeDirectory: '/home/me', file: { source: 'airflow.cfg', directory: '/etc', ini } };
}

function kwargsOf(env: Env, ...lines: readonly string[]): unknown {
  const given = sources({ AIRFLOW__SECRETS__BACKEND: 'some.Class', ...env }, ...lines);
  const chosen = chooseBackend(given);
  return chosen && readKwargs(given, chosen.keys).values;
}

describe('configEnvName', () => {
  it('gives the names that Airflow gives', () => {
    const lines = vectors.filter(({ op, input }) => op === 'config_env_name' && input.team === undefined);

    for (const { input, expect: answer } of lines) {
      expect(configEnvName(input.section, input.key)).to.equal(answer.ok);
    }
    expect(lines).to.have.lengthOf(10);
  });
});

describe('readKwargs', () => {
  it('agrees with every answer of Airflow, but refuses text that is no JSON object', async () => {
    const lines = vectors.filter(({ op }) => op === 'backend_kwargs');
    let refused = 0;
    for (const { input, expect: answer } of lines) {
      const env: Env = { ...input.env, ...(input.worker && { CHATELAINE_AIRFLOW_ROLE: 'worker' }) };
      const blob = input.env.AIRFLOW__WORKERS__SECRETS_BACKEND
        ? 'AIRFLOW__WORKERS__SECRETS_BACKEND_KWARGS'
        : 'AIRFLOW__SECRETS__BACKEND_KWARGS';
      if (isObjectOrAbsent(env[blob])) {
        expect(kwargsOf(env)).to.deep.equal(answer.ok.kwargs);
        continue;
      }
      refused += 1;
      const error = await caught(() => kwargsOf(env));
      expect(error.message).to.equal(
        `${blob}: this is not a JSON object. Write one object, with every key and text in double quotes: {"key": "text"}.`,
      );
      expect(kwargsOf({ ...env, [blob]: undefined })).to.deep.equal(answer.ok.kwargs);
    }
    expect(lines).to.have.lengthOf(30);
    expect(refused).to.equal(13);
  });

  it('reads the object from the file, and single values of the environment over it', () => {
    const env = { AIRFLOW__SECRETS__BACKEND_KWARG__TENANT_ID: '${HOME}', HOME: '/home/me' };

    expect(kwargsOf(env, '[secrets]', 'backend_kwargs = {', ' "a": 1, "tenant_id": "t"}')).to.deep.equal({
      a: 1,
      tenant_id: '${HOME}',
    });
  });

  it('lets an environment variable that is empty win over the file', () => {
    const env = { AIRFLOW__SECRETS__BACKEND_KWARGS: '' };

    expect(kwargsOf(env, '[secrets]', 'backend_kwargs = {"a": 1}')).to.deep.equal({});
  });

  it('never quotes text that is no JSON object', async () => {
    for (const text of [CANARY, `{"a": ${CANARY}}`, `["${CANARY}"]`, `"${CANARY}"`, ' ']) {
      const error = await caught(() => kwargsOf({ AIRFLOW__SECRETS__BACKEND_KWARGS: text }));

      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.cause).to.equal(undefined);
      expect(error.stack).not.to.include(CANARY);
    }
  });

  it('names the line of the file', async () => {
    const error = await caught(() => kwargsOf({}, '[secrets]', 'backend_kwargs = {', "  'a': 1}"));

    expect(error.message).to.equal(
      'airflow.cfg:2: [secrets] backend_kwargs: this is not a JSON object. Write one object, with every key and text in double quotes: {"key": "text"}.',
    );
  });
});

describe('readSetting', () => {
  const indirect: readonly (readonly [string, Env, readonly string[], string])[] = [
    [
      'a command in the environment',
      { AIRFLOW__SECRETS__BACKEND_KWARGS_CMD: CANARY },
      [],
      'AIRFLOW__SECRETS__BACKEND_KWARGS_CMD: Chatelaine runs no command to read its own configuration. Write the JSON object into AIRFLOW__SECRETS__BACKEND_KWARGS, or single values into AIRFLOW__SECRETS__BACKEND_KWARG__<KEY>.',
    ],
    [
      'a secret in the environment, although the file has a value',
      { AIRFLOW__SECRETS__BACKEND_KWARGS_SECRET: CANARY },
      ['[secrets]', 'backend_kwargs = {}'],
      'AIRFLOW__SECRETS__BACKEND_KWARGS_SECRET: Chatelaine reads its own configuration from no secrets backend. Write the JSON object into AIRFLOW__SECRETS__BACKEND_KWARGS, or single values into AIRFLOW__SECRETS__BACKEND_KWARG__<KEY>.',
    ],
    [
      'a command in the file',
      {},
      ['[secrets]', `backend_kwargs_cmd = ${CANARY}`],
      'airflow.cfg:2: [secrets] backend_kwargs_cmd: Chatelaine runs no command to read its own configuration. Write the JSON object into AIRFLOW__SECRETS__BACKEND_KWARGS, or single values into AIRFLOW__SECRETS__BACKEND_KWARG__<KEY>.',
    ],
    [
      'a secret in the file',
      {},
      ['[secrets]', `backend_kwargs_secret = ${CANARY}`],
      'airflow.cfg:2: [secrets] backend_kwargs_secret: Chatelaine reads its own configuration from no secrets backend. Write the JSON object into AIRFLOW__SECRETS__BACKEND_KWARGS, or single values into AIRFLOW__SECRETS__BACKEND_KWARG__<KEY>.',
    ],
    [
      'a "$NAME" that is set, in the environment',
      { AIRFLOW__SECRETS__BACKEND_KWARGS: '{"a": "$TOKEN"}', TOKEN: CANARY },
      [],
      'AIRFLOW__SECRETS__BACKEND_KWARGS: Airflow would expand a "$NAME" or "~" in it, and Chatelaine does not. Hand the value over in AIRFLOW__SECRETS__BACKEND_KWARG__<KEY>, which is taken as it is.',
    ],
    [
      'a "$NAME" that is set, in the file',
      { TOKEN: CANARY },
      ['[secrets]', 'backend_kwargs = {"a": "${TOKEN}"}'],
      'airflow.cfg:2: [secrets] backend_kwargs: Airflow would expand a "$NAME" or "~" in it, and Chatelaine does not. Hand the value over in AIRFLOW__SECRETS__BACKEND_KWARG__<KEY>, which is taken as it is.',
    ],
  ];
  for (const [name, env, lines, message] of indirect) {
    it(`refuses ${name}`, async () => {
      const error = await caught(() => kwargsOf(env, ...lines));

      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.equal(message);
      expect(error.field?.join('.')).to.match(/^secrets\.backend_kwargs(_cmd|_secret)?$/);
      expect(error.stack).not.to.include(CANARY);
    });
  }

  it('asks for the class itself where Airflow would expand a class', async () => {
    const error = await caught(() =>
      readSetting(sources({ NAME: 'x', AIRFLOW__SECRETS__BACKEND: '$NAME' }), 'secrets', 'backend'),
    );

    expect(error.message).to.equal(
      'AIRFLOW__SECRETS__BACKEND: Airflow would expand a "$NAME" or "~" in it, and Chatelaine does not. Write the class itself.',
    );
  });

  it('keeps a "$NAME" that is not set, as Airflow does', () => {
    expect(kwargsOf({ AIRFLOW__SECRETS__BACKEND_KWARGS: '{"a": "pa$$word"}' })).to.deep.equal({
      a: 'pa$$word',
    });
  });

  it('does not mind a command that would not decide', () => {
    const file = ['[secrets]', 'backend_kwargs = {"a": 1}', `backend_kwargs_cmd = ${CANARY}`];

    expect(kwargsOf({}, ...file)).to.deep.equal({ a: 1 });
    expect(
      kwargsOf({ AIRFLOW__SECRETS__BACKEND_KWARGS: '{}', AIRFLOW__SECRETS__BACKEND_KWARGS_CMD: CANARY }),
    ).to.deep.equal({});
  });
});

describe('chooseBackend', () => {
  const file = ['[secrets]', 'backend = a.Secrets', '[workers]', 'secrets_backend = a.Workers'];
  const chosen = (env: Env, ...lines: readonly string[]) =>
    chooseBackend(sources(env, ...lines))?.backend.text;

  it('takes the backend of workers for a worker, and that of secrets for a server', () => {
    expect(chosen({ CHATELAINE_AIRFLOW_ROLE: 'worker' }, ...file)).to.equal('a.Workers');
    expect(chosen({ CHATELAINE_AIRFLOW_ROLE: 'server' }, ...file)).to.equal('a.Secrets');
  });

  it('takes the backend of secrets for a worker that has none of its own', () => {
    expect(chosen({ CHATELAINE_AIRFLOW_ROLE: 'worker' }, ...file.slice(0, 2))).to.equal('a.Secrets');
  });

  it('finds none where the class is empty or absent', () => {
    expect(chosen({}, '[secrets]', 'backend =', 'backend_kwargs = {"a": 1}')).to.equal(undefined);
    expect(chosen({ AIRFLOW__SECRETS__BACKEND: '' }, '[secrets]', 'backend = a.B')).to.equal(undefined);
    expect(chosen({})).to.equal(undefined);
  });

  it('asks for a role when workers have a backend of their own', async () => {
    const error = await caught(() => chosen({}, ...file));

    expect(error.message).to.equal(
      'airflow.cfg:4: [workers] secrets_backend: this backend is for workers, and no role is chosen. Set CHATELAINE_AIRFLOW_ROLE=worker to use [workers] secrets_backend, or CHATELAINE_AIRFLOW_ROLE=server to use [secrets] backend.',
    );
    expect(error.field).to.deep.equal(['workers', 'secrets_backend']);
  });

  it('refuses a role that it does not know, and does not quote it', async () => {
    expect((await caught(() => chosen({ CHATELAINE_AIRFLOW_ROLE: 'Workers' }))).message).to.equal(
      'CHATELAINE_AIRFLOW_ROLE: this role is not known. Did you mean "worker"?',
    );
    expect((await caught(() => chosen({ CHATELAINE_AIRFLOW_ROLE: CANARY }))).message).to.equal(
      'CHATELAINE_AIRFLOW_ROLE: this role is not known. Known here: worker, server.',
    );
  });
});

function isObjectOrAbsent(text: string | undefined): boolean {
  if (text === undefined || text === '') return true;
  return /^\s*\{.*\}\s*$/.test(text);
}
