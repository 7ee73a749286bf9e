import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { awsError, FakeClient, type Sent } from '../test-kit/fake-client.js';
import { awsSecretsManager } from './secrets-manager-backend.js';

const options = { signal: new AbortController().signal };
const variable = (id: string) => ({ kind: 'variable', id }) as const;
const missing = () => awsError('ResourceNotFoundException');
const scheduled = () =>
  awsError('InvalidRequestException', {
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  });

function answering(answers: Readonly<Record<string, (input: Sent['input']) => object>>): FakeClient {
  return new FakeClient(({ command, input }) => {
    const answer = answers[command]?.(input) ?? missing();
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

describe('AwsSecretsManagerBackend', () => {
  it('gives what Secrets Manager holds, with its version and date', async () => {
    const client = answering({
      GetSecretValue: () => ({ SecretString: 'v', VersionId: 'id-1', CreatedDate: new Date(1) }),
    });
    expect(await awsSecretsManager({ client }).find(variable('hello'), options)).to.deep.equal({
      value: 'v',
      name: 'airflow/variables/hello',
      version: 'id-1',
      createdAt: new Date(1),
    });
    expect(client.sent).to.deep.equal([
      { command: 'GetSecretValue', input: { SecretId: 'airflow/variables/hello' } },
    ]);
  });

  it('gives bytes as bytes, and the empty text as a value', async () => {
    const bytes = Uint8Array.of(255, 0);
    const binary = awsSecretsManager({
      client: answering({ GetSecretValue: () => ({ SecretBinary: bytes }) }),
    });
    expect(await binary.find(variable('x'), options)).to.have.property('value', bytes);
    const empty = awsSecretsManager({ client: answering({ GetSecretValue: () => ({ SecretString: '' }) }) });
    expect(await empty.find(variable('x'), options)).to.have.property('value', '');
  });

  it('asks for a version by its id, and for any other by its stage', async () => {
    const client = answering({ GetSecretValue: () => ({ SecretString: 'v' }) });
    const backend = awsSecretsManager({ client });
    const id = '0b7bbe5b-4d9e-4b6c-9a55-0123456789ab';
    await backend.find({ ...variable('x'), version: id }, options);
    await backend.find({ ...variable('x'), version: 'AWSPREVIOUS' }, options);
    expect(client.sent.map(({ input }) => input)).to.deep.equal([
      { SecretId: 'airflow/variables/x', VersionId: id },
      { SecretId: 'airflow/variables/x', VersionStage: 'AWSPREVIOUS' },
    ]);
  });

  it('takes what is scheduled for deletion for missing, and no other state', async () => {
    const backend = (error: Error) =>
      awsSecretsManager({ client: answering({ GetSecretValue: () => error }) });
    expect(await backend(scheduled()).find(variable('x'), options)).to.equal(undefined);
    const replica = awsError('InvalidRequestException', { message: 'This is a replica.' });
    expect(await caught(backend(replica).find(variable('x'), options))).to.include({ code: 'ACCESS_DENIED' });
  });

  it('sends not one request for a kind whose prefix is null, or an id that its pattern does not match', async () => {
    const client = answering({});
    const backend = awsSecretsManager({ client, variablesPrefix: null, connectionsLookupPattern: 'prod-' });
    expect(await backend.find(variable('x'), options)).to.equal(undefined);
    expect(await backend.find({ kind: 'connection', id: 'test-db' }, options)).to.equal(undefined);
    expect(await backend.findMany([variable('x')], options)).to.deep.equal([{ found: undefined }]);
    expect(client.sent).to.deep.equal([]);
    await backend.find({ kind: 'connection', id: 'PROD-db' }, options);
    expect(client.sent).to.have.length(1);
  });

  it('asks for the global name when the team has none, and does not take a denied one for missing', async () => {
    const client = answering({
      GetSecretValue: ({ SecretId }) =>
        SecretId === 'airflow/variables/b--x' ? awsError('AccessDeniedException') : missing(),
    });
    const backend = awsSecretsManager({ client });
    await backend.find({ ...variable('x'), team: 'a' }, options);
    expect(client.sent.map(({ input }) => input.SecretId)).to.deep.equal([
      'airflow/variables/a--x',
      'airflow/variables/x',
    ]);
    expect(await caught(backend.find({ ...variable('x'), team: 'b' }, options))).to.include({
      code: 'ACCESS_DENIED',
    });
  });

  it('reads twenty names a call, each with an answer of its own', async () => {
    const client = answering({
      BatchGetSecretValue: ({ SecretIdList }) => {
        const names = SecretIdList as string[];
        const of = (end: string) => names.filter((name) => name.endsWith(end));
        return {
          SecretValues: of('y').map((Name) => ({ Name, SecretString: 'v' })),
          Errors: [
            ...of('n').map((SecretId) => ({ SecretId, ErrorCode: 'ResourceNotFoundException' })),
            ...of('d').map((SecretId) => ({
              SecretId,
              ErrorCode: 'AccessDeniedException',
              Message: 'hunter2',
            })),
          ],
        };
      },
    });
    const ids = [...Array.from({ length: 21 }, (_, index) => `${index}y`), '1n', '1d', '1?', '1-silent'];
    const results = await awsSecretsManager({ client }).findMany(ids.map(variable), options);
    expect(client.sent.map(({ input }) => (input.SecretIdList as string[]).length)).to.deep.equal([20, 4]);
    expect(results.slice(0, 21).every((result) => 'found' in result && result.found?.value === 'v')).to.equal(
      true,
    );
    expect(results[21]).to.deep.equal({ found: undefined });
    expect(results[22]).to.have.nested.property('error.code', 'ACCESS_DENIED');
    expect(results[23]).to.deep.equal({ found: undefined });
    expect(results[24]).to.have.nested.property('error.code', 'UNAVAILABLE');
  });

  it('reads one by one when the batch itself is denied, as policies without that action have it', async () => {
    const client = answering({
      BatchGetSecretValue: () => awsError('AccessDeniedException'),
      GetSecretValue: () => ({ SecretString: 'v' }),
    });
    const results = await awsSecretsManager({ client }).findMany([variable('x'), variable('y')], options);
    expect(results.map((result) => 'found' in result && result.found?.value)).to.deep.equal(['v', 'v']);
  });

  it('lists what a kind would ask for, page by page, without what is scheduled for deletion', async () => {
    const client = answering({
      ListSecrets: ({ NextToken }) =>
        NextToken === undefined
          ? {
              SecretList: [{ Name: 'airflow/variables/a' }, { Name: 'airflow/variables2/b' }],
              NextToken: '2',
            }
          : {
              SecretList: [
                { Name: 'airflow/variables/c', DeletedDate: new Date() },
                { Name: 'airflow/variables/d' },
              ],
            },
    });
    const listed: string[] = [];
    for await (const { ref } of awsSecretsManager({ client }).list({ kind: 'variable' }, options))
      listed.push(ref.id);
    expect(listed).to.deep.equal(['a', 'd']);
  });

  it('describes the version that is asked for, by id or stage', async () => {
    const client = answering({
      DescribeSecret: () => ({
        Name: 'airflow/variables/x',
        VersionIdsToStages: { one: ['AWSPREVIOUS'], two: ['AWSCURRENT'] },
        Tags: [{ Key: 'team', Value: 'blue' }],
      }),
    });
    const backend = awsSecretsManager({ client });
    expect(await backend.describe(variable('x'), options)).to.deep.include({
      version: 'two',
      tags: { team: 'blue' },
    });
    expect(await backend.describe({ ...variable('x'), version: 'AWSPREVIOUS' }, options)).to.include({
      version: 'one',
    });
    expect(await backend.describe({ ...variable('x'), version: 'AWSPENDING' }, options)).to.equal(undefined);
  });

  it('creates a secret, adds a version to it, and takes back its deletion', async () => {
    const commands = async (metadata: object) => {
      const client = answering({
        DescribeSecret: () => metadata,
        RestoreSecret: () => ({}),
        CreateSecret: () => ({ VersionId: '1' }),
        PutSecretValue: () => ({ VersionId: '2' }),
      });
      await awsSecretsManager({ client, kmsKeyId: 'alias/k' }).write(variable('x'), 'v', options);
      return client.sent.map(({ command }) => command);
    };
    expect(await commands(missing())).to.deep.equal(['DescribeSecret', 'CreateSecret']);
    expect(await commands({})).to.deep.equal(['DescribeSecret', 'PutSecretValue']);
    expect(await commands({ DeletedDate: new Date() })).to.deep.equal([
      'DescribeSecret',
      'DescribeSecret',
      'RestoreSecret',
      'PutSecretValue',
    ]);
  });

  it('refuses to write what it cannot hold, under what it cannot name, or into one version', async () => {
    const client = answering({});
    const backend = awsSecretsManager({ client });
    const code = async (work: Promise<unknown>) => (await caught(work)).code;
    expect(await code(backend.write(variable('x'), '', options))).to.equal('INVALID_VALUE');
    expect(await code(backend.write(variable('x'), 'x'.repeat(65_537), options))).to.equal('INVALID_VALUE');
    expect(await code(backend.write(variable('x y'), 'v', options))).to.equal('INVALID_REFERENCE');
    expect(await code(backend.write({ ...variable('x'), team: 'é' }, 'v', options))).to.equal(
      'INVALID_REFERENCE',
    );
    expect(await code(backend.write({ ...variable('x'), version: '1' }, 'v', options))).to.equal(
      'UNSUPPORTED',
    );
    expect(client.sent).to.deep.equal([]);
  });

  it('removes by a date, once, and destroys only what was removed', async () => {
    const removal = async (metadata: object, what: 'remove' | 'purge') => {
      const client = answering({ DescribeSecret: () => metadata, DeleteSecret: () => ({}) });
      const done = await awsSecretsManager({ client, recoveryDays: 7 })[what](variable('x'), options);
      return [done, client.sent.at(-1)?.input];
    };
    const SecretId = 'airflow/variables/x';
    const gone = { DeletedDate: new Date() };
    expect(await removal({}, 'remove')).to.deep.equal([true, { SecretId, RecoveryWindowInDays: 7 }]);
    expect((await removal(gone, 'remove'))[0]).to.equal(false);
    expect((await removal(missing(), 'remove'))[0]).to.equal(false);
    expect(await removal(gone, 'purge')).to.deep.equal([
      true,
      { SecretId, ForceDeleteWithoutRecovery: true },
    ]);
    expect((await removal({}, 'purge'))[0]).to.equal(false);
  });

  it('is probed by a name under the first prefix, which need not be there', async () => {
    const client = answering({});
    await awsSecretsManager({ client, connectionsPrefix: null }).probe(options);
    expect(client.sent[0]?.input).to.deep.equal({ SecretId: 'airflow/variables/chatelaine-probe' });
  });

  it('ends what is running when it is closed, and refuses later calls', async () => {
    const client = new FakeClient(() => new Promise(() => undefined));
    const backend = awsSecretsManager({ client });
    const running = caught(backend.find(variable('x'), options));
    await backend.close();
    expect(await running).to.have.property('code', 'CLOSED');
    expect(await caught(backend.find(variable('x'), options))).to.have.property('code', 'CLOSED');
  });
});
