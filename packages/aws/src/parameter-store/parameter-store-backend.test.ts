import { expect } from 'chai';
import { caught } from '../test-kit/caught.js';
import { awsError, FakeClient, type Sent } from '../test-kit/fake-client.js';
import { awsParameterStore } from './parameter-store-backend.js';

const options = { signal: new AbortController().signal };
const variable = (id: string) => ({ kind: 'variable', id }) as const;

function answering(answers: Readonly<Record<string, (input: Sent['input']) => object>>): FakeClient {
  return new FakeClient(({ command, input }) => {
    const answer = answers[command]?.(input) ?? awsError('ParameterNotFound');
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

describe('AwsParameterStoreBackend', () => {
  it('gives what Parameter Store holds, decrypted, with its version and date', async () => {
    const client = answering({
      GetParameter: () => ({ Parameter: { Value: 'v', Version: 3, LastModifiedDate: new Date(1) } }),
    });
    expect(await awsParameterStore({ client }).find(variable('hello'), options)).to.deep.equal({
      value: 'v',
      name: '/airflow/variables/hello',
      version: '3',
      createdAt: new Date(1),
    });
    expect(client.sent[0]?.input).to.deep.equal({ Name: '/airflow/variables/hello', WithDecryption: true });
  });

  it('asks for a version or a label after a colon', async () => {
    const client = answering({});
    const backend = awsParameterStore({ client });
    for (const version of ['3', 'prod']) await backend.find({ ...variable('x'), version }, options);
    expect(client.sent.map(({ input }) => input.Name)).to.deep.equal([
      '/airflow/variables/x:3',
      '/airflow/variables/x:prod',
    ]);
  });

  it('takes a version that never was for missing, and an answer without a value for none', async () => {
    const absent = answering({ GetParameter: () => awsError('ParameterVersionNotFound') });
    expect(await awsParameterStore({ client: absent }).find(variable('x'), options)).to.equal(undefined);
    const empty = answering({ GetParameter: () => ({}) });
    const error = await caught(awsParameterStore({ client: empty }).find(variable('x'), options));
    expect(error).to.include({ code: 'UNAVAILABLE' });
  });

  it('reads ten names a call, and takes for missing only what the answer says is', async () => {
    const client = answering({
      GetParameters: ({ Names }) => ({
        Parameters: (Names as string[])
          .filter((name) => name.endsWith('y'))
          .map((Name) => ({ Name, Value: 'v' })),
        InvalidParameters: (Names as string[]).filter((name) => name.endsWith('n')),
      }),
    });
    const ids = [...Array.from({ length: 10 }, (_, index) => `${index}y`), '1n', '1-silent'];
    const results = await awsParameterStore({ client }).findMany(ids.map(variable), options);
    expect(client.sent.map(({ input }) => (input.Names as string[]).length)).to.deep.equal([10, 2]);
    expect(results.slice(0, 10).every((result) => 'found' in result && result.found?.value === 'v')).to.equal(
      true,
    );
    expect(results[10]).to.deep.equal({ found: undefined });
    expect(results[11]).to.have.nested.property('error.code', 'UNAVAILABLE');
  });

  it('reads one by one when a batch is denied, so that one name does not sink the others', async () => {
    const client = answering({
      GetParameters: () => awsError('AccessDeniedException'),
      GetParameter: ({ Name }) =>
        String(Name).endsWith('b') ? awsError('AccessDeniedException') : { Parameter: { Value: 'v' } },
    });
    const results = await awsParameterStore({ client }).findMany(['a', 'b'].map(variable), options);
    expect(results[0]).to.have.nested.property('found.value', 'v');
    expect(results[1]).to.have.nested.property('error.code', 'ACCESS_DENIED');
  });

  it('reads one by one when one name of a batch is refused as invalid, or one value cannot be had', async () => {
    for (const [refusal, code] of [
      ['ValidationException', 'INVALID_REFERENCE'],
      ['UnsupportedParameterType', 'INVALID_VALUE'],
    ] as const) {
      const client = answering({
        GetParameters: () => awsError(refusal),
        GetParameter: ({ Name }) =>
          String(Name).endsWith('b') ? awsError(refusal) : { Parameter: { Value: 'v' } },
      });
      const results = await awsParameterStore({ client }).findMany(['a', 'b', 'c'].map(variable), options);
      expect(results[0]).to.have.nested.property('found.value', 'v');
      expect(results[1]).to.have.nested.property('error.code', code);
      expect(results[2]).to.have.nested.property('found.value', 'v');
    }
  });

  it('lists by path, without values', async () => {
    const client = answering({
      DescribeParameters: () => ({
        Parameters: [
          { Name: '/airflow/variables/a' },
          { Name: '/airflow/variables/b/c' },
          { Name: '/other/d' },
        ],
      }),
    });
    const listed: string[] = [];
    for await (const { ref } of awsParameterStore({ client }).list({ kind: 'variable' }, options))
      listed.push(ref.id);
    expect(listed).to.deep.equal(['a', 'b/c']);
    expect(client.sent[0]?.input.ParameterFilters).to.deep.equal([
      { Key: 'Path', Option: 'Recursive', Values: ['/airflow/variables'] },
    ]);
  });

  it('describes the newest version, and an old one by number or label', async () => {
    const client = answering({
      DescribeParameters: () => ({ Parameters: [{ Name: '/airflow/variables/x', Version: 2 }] }),
      GetParameterHistory: () => ({ Parameters: [{ Version: 1, Labels: ['prod'] }, { Version: 2 }] }),
    });
    const backend = awsParameterStore({ client });
    expect(await backend.describe(variable('x'), options)).to.include({ version: '2' });
    expect(await backend.describe({ ...variable('x'), version: 'prod' }, options)).to.include({
      version: '1',
    });
    expect(await backend.describe({ ...variable('x'), version: '3' }, options)).to.equal(undefined);
  });

  it('writes a SecureString with its key and tier', async () => {
    const client = answering({ PutParameter: () => ({ Version: 4 }) });
    const backend = awsParameterStore({ client, kmsKeyId: 'alias/k', tier: 'Advanced' });
    const written = await backend.write(variable('x'), new TextEncoder().encode('hé'), options);
    expect(written).to.deep.equal({ name: '/airflow/variables/x', version: '4' });
    expect(client.sent[0]?.input).to.deep.equal({
      Name: '/airflow/variables/x',
      Value: 'hé',
      Type: 'SecureString',
      Overwrite: true,
      KeyId: 'alias/k',
      Tier: 'Advanced',
    });
  });

  it('refuses to write bytes that are no text, and more than its tier holds', async () => {
    const client = answering({});
    const backend = awsParameterStore({ client, tier: 'Standard' });
    for (const value of [Uint8Array.of(255), 'x'.repeat(4_097), ''])
      expect(await caught(backend.write(variable('x'), value, options))).to.include({
        code: 'INVALID_VALUE',
      });
    expect(client.sent).to.deep.equal([]);
  });

  it('removes, and says whether there was something', async () => {
    const there = awsParameterStore({ client: answering({ DeleteParameter: () => ({}) }) });
    expect(await there.remove(variable('x'), options)).to.equal(true);
    const absent = awsParameterStore({ client: answering({}) });
    expect(await absent.remove(variable('x'), options)).to.equal(false);
    expect(await absent.remove(variable('x y'), options)).to.equal(false);
  });
});
