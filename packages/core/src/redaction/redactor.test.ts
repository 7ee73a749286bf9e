import { expect } from 'chai';
import fc from 'fast-check';
import { createSecrets } from '../assemble.js';
import type { SecretRef } from '../secret-ref.js';
import { caught } from '../test-kit/caught.js';
import { found } from '../test-kit/fake-backend.js';
import type { RedactorOptions } from './redactor.js';
import { redactor } from './redactor.js';

const holding = (values: Record<string, string | Uint8Array>) =>
  createSecrets({
    backends: [
      {
        name: 'memory',
        find: async ({ kind, id }: SecretRef) => {
          const value = values[`${kind}/${id}`];
          return value === undefined ? undefined : found(value);
        },
      },
    ],
    cache: false,
  });

/** A redactor that saw one connection handed out. */
async function afterConnection(text: string, options?: RedactorOptions) {
  const secrets = holding({ 'connection/db': text });
  const redact = redactor(secrets, options);
  await secrets.getConnection('db');
  return redact;
}

describe('A redactor', () => {
  it('knows each value that was handed out, and none that was not', async () => {
    const secrets = holding({
      'variable/a': 'value-of-a',
      'secret/b': Buffer.from('value-of-b'),
      'config/c': 'value-of-c',
    });
    const redact = redactor(secrets);
    await secrets.getVariable('a');
    await secrets.findSecret('b');
    expect(redact.text('value-of-a value-of-b value-of-c')).to.equal('*** *** value-of-c');
  });

  it('still knows a value after it was replaced by another', async () => {
    const values = { 'variable/a': 'first-value' };
    const secrets = holding(values);
    const redact = redactor(secrets);
    await secrets.getVariable('a');
    values['variable/a'] = 'second-value';
    await secrets.getVariable('a');
    expect(redact.text('first-value second-value')).to.equal('*** ***');
  });

  it('knows the newest values up to its limit, and forgets the oldest ones in the end', () => {
    const redact = redactor(undefined, { limit: 100 });
    for (let n = 1; n <= 1000; n += 1) redact.add(`value-number-${n}-`);
    for (let n = 901; n <= 1000; n += 1) expect(redact.text(`value-number-${n}-`)).to.equal('***');
    expect(redact.text('value-number-1-')).to.equal('value-number-1-');
  });

  it('does not forget a value that is still handed out', async () => {
    const secrets = holding({ 'variable/a': 'value-of-a' });
    const redact = redactor(secrets, { limit: 10 });
    for (let n = 1; n <= 100; n += 1) {
      redact.add(`value-number-${n}-`);
      if (n % 5 === 0) await secrets.getVariable('a');
    }
    expect(redact.text('value-of-a')).to.equal('***');
  });

  it('learns nothing more and forgets all when it is disposed of', async () => {
    const secrets = holding({ 'variable/a': 'value-of-a', 'variable/b': 'value-of-b' });
    const redact = redactor(secrets);
    await secrets.getVariable('a');
    redact.dispose();
    await secrets.getVariable('b');
    expect(redact.text('value-of-a value-of-b')).to.equal('value-of-a value-of-b');
    expect(redact.value({ password: 'x' })).to.deep.equal({ password: '***' });
  });

  it('watches more than one', async () => {
    const [one, other] = [holding({ 'variable/a': 'value-of-a' }), holding({ 'variable/b': 'value-of-b' })];
    const redact = redactor(one).watch(other);
    await one.getVariable('a');
    await other.getVariable('b');
    expect(redact.text('value-of-a value-of-b')).to.equal('*** ***');
  });

  it('leaves alone what is said to be no secret', async () => {
    const secrets = holding({ 'variable/region': 'westeurope', 'variable/key': 'westeurope-key' });
    const redact = redactor(secrets, { except: ['variable/region'] });
    await secrets.getVariable('region');
    await secrets.getVariable('key');
    expect(redact.text('westeurope westeurope-key')).to.equal('westeurope ***');
  });

  it('hides the password of a connection and leaves the rest of its URI readable', async () => {
    const uri = 'postgres://scott:t1ger%2Ft1ger@db.example.com:5432/app';
    const redact = await afterConnection(uri);
    expect(redact.text(`no answer from ${uri}`)).to.equal(
      'no answer from postgres://scott:***@db.example.com:5432/app',
    );
    expect(redact.text('password t1ger/t1ger')).to.equal('password ***');
  });

  it('knows a password as it was written, whatever was encoded, and that once more encoded', async () => {
    const redact = await afterConnection('http://u:%74%31ger-t1ger@host');
    expect(redact.text('%74%31ger-t1ger %2574%2531ger-t1ger t1ger-t1ger')).to.equal('*** *** ***');
  });

  it('knows each sensitive field of an extra, and the extra as a whole', async () => {
    const redact = await afterConnection(
      '{"conn_type":"http","extra":{"region":"west-1","auth":{"api_key":"k-123-456-789"}}}',
    );
    expect(redact.text('k-123-456-789 in west-1')).to.equal('*** in west-1');
    expect(redact.text('extra {"region":"west-1","auth":{"api_key":"k-123-456-789"}}')).to.equal('extra ***');
  });

  it('hides the whole text of a connection when a field of it is too short to be hidden by itself', async () => {
    const redact = await afterConnection('ftp://scott:abc@ftp.example.com');
    expect(redact.text('to ftp://scott:abc@ftp.example.com')).to.equal('to ***');
    expect(redact.text('abc')).to.equal('abc');
  });

  it('hides nothing of a connection without a secret', async () => {
    const redact = await afterConnection('http://localhost:8080');
    expect(redact.text('to http://localhost:8080')).to.equal('to http://localhost:8080');
  });

  it('knows the sensitive fields of a JSON document, and the password of a URI, that is a secret', async () => {
    const secrets = holding({
      'secret/json': '{"clientSecret":"from-a-document","region":"west-1"}',
      'secret/uri': 'amqp://user:from-a-uri@host/vhost',
    });
    const redact = redactor(secrets);
    await secrets.getSecret('json');
    await secrets.getSecret('uri');
    expect(redact.text('from-a-document from-a-uri west-1')).to.equal('*** *** west-1');
  });

  const tooCommon = [
    'a',
    'true',
    'null',
    'airflow',
    'Airflow',
    'postgres',
    'aaaaaaaa',
    'abababab',
    '12345',
    '5432',
    '------',
    'hello',
  ];
  for (const value of tooCommon) {
    it(`never hides "${value}"`, () => {
      const redact = redactor();
      expect(redact.add(value)).to.equal(false);
      expect(redact.text(`x ${value} y`)).to.equal(`x ${value} y`);
    });
  }

  it('replaces values that overlap, or hold each other, as one', () => {
    const redact = redactor();
    for (const value of ['abcdef-12', 'ef-12-ghij', 'def-1', 'ghijklmnop']) redact.add(value);
    expect(redact.text('abcdef-12-ghijklmnop.')).to.equal('***.');
    expect(redact.text('abcdef-12 abcdef-12')).to.equal('*** ***');
    expect(redact.text('def-1def-1')).to.equal('******');
  });

  it('gives what replacing each value, the longest first, gives where none overlap', () => {
    const value = fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
      minLength: 16,
      maxLength: 40,
    });
    const pieces = (values: readonly string[]) =>
      fc.array(fc.oneof(fc.string({ unit: fc.constantFrom(...' .,:=\n日') }), fc.constantFrom(...values)));
    const cases = fc
      .array(value, { minLength: 1, maxLength: 30 })
      .chain((values) => fc.tuple(fc.constant(values), pieces(values)));
    fc.assert(
      fc.property(cases, ([values, parts]) => {
        const redact = redactor();
        const known = values
          .filter((each) => redact.add(each))
          .sort((one, other) => other.length - one.length);
        const text = parts.join(' ');
        expect(redact.text(text)).to.equal(known.reduce((rest, each) => rest.replaceAll(each, '***'), text));
      }),
      { numRuns: 300 },
    );
  });

  it('finds nothing to replace in what it gave', () => {
    const text = fc
      .array(
        fc.oneof(fc.constantFrom('value-one', 'one-value', 'one-two-one'), fc.constantFrom(...'-valueontw')),
      )
      .map((parts) => parts.join(''));
    const redact = redactor();
    for (const value of ['value-one', 'one-value', 'one-two-one']) redact.add(value);
    fc.assert(fc.property(text, (each) => redact.text(redact.text(each)) === redact.text(each)));
  });

  it('refuses options that are out of range', async () => {
    expect(await caught(() => redactor(undefined, { minLength: 4 }))).to.have.property(
      'code',
      'INVALID_CONFIG',
    );
    expect(await caught(() => redactor(undefined, { limit: 0 }))).to.have.property('code', 'INVALID_CONFIG');
  });
});
