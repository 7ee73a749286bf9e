import { expect } from 'chai';
import { redactor } from './redactor.js';

/** What Airflow's own tests of its masker say, where ours promises the same. */
describe("Airflow's masker", () => {
  const registered: readonly [string, unknown, readonly string[], readonly string[]][] = [
    ['a text without a name', 'secret', ['secret'], []],
    ['a text below a sensitive name', { apikey: 'secret' }, ['secret'], []],
    [
      'only what is below a sensitive name and long enough',
      { apikey: 'secret', other: { val: 'innocent', password: 'foo' } },
      ['secret'],
      ['innocent', 'foo'],
    ],
    ['every text of a list', ['secret', 'other'], ['secret', 'other'], []],
    ['no empty text', { password: '' }, [], ['']],
    ['nothing that is too short', 'abc', [], ['abc']],
    ['not the word airflow', 'airflow', [], ['airflow']],
    [
      'characters that regular expressions give a meaning',
      ['(.*)+[a]', '^$|?\\d'],
      ['(.*)+[a]', '^$|?\\d'],
      [],
    ],
  ];
  for (const [what, value, hidden, shown] of registered) {
    it(`registers ${what}`, () => {
      const redact = redactor();
      redact.add(value);
      for (const text of hidden) expect(redact.text(`X${text}Y`)).to.equal('X***Y');
      for (const text of shown) expect(redact.text(`X${text}Y`)).to.equal(`X${text}Y`);
    });
  }

  it('replaces wherever it stands, without looking at where words end', () => {
    const redact = redactor();
    redact.add('password');
    expect(redact.text('XpasswordY')).to.equal('X***Y');
    expect(redact.text('user:password')).to.equal('user:***');
  });

  const redacted: readonly [string, unknown, unknown][] = [
    [
      'a text below a sensitive name, of any length',
      { password: 'pwd', api_key: 'tk' },
      { password: '***', api_key: '***' },
    ],
    [
      'at any depth',
      { apikey: 'a', other: { val: 'b', password: 'c' } },
      { apikey: '***', other: { val: 'b', password: '***' } },
    ],
    ['the value and not the key', { data: { secret: 'secret' } }, { data: { secret: '***' } }],
    [
      'all below a sensitive name',
      { api_key: { other: 'a', nested: ['x', 'y'] } },
      { api_key: { other: '***', nested: ['***', '***'] } },
    ],
    [
      'no number and no boolean',
      { password: { a: 's', b: 1, c: true, d: ['s'] } },
      { password: { a: '***', b: 1, c: true, d: ['***'] } },
    ],
    ['not below a name that is no text', new Map([[1, { secret: 'x' }]]), new Map([[1, { secret: '***' }]])],
  ];
  for (const [what, value, expected] of redacted) {
    it(`redacts ${what}`, () => {
      expect(redactor().value(value)).to.deep.equal(expected);
    });
  }

  const isHidden = (name: string, names?: readonly string[] | false): boolean =>
    (
      redactor(undefined, names === undefined ? {} : { names }).value({ [name]: 'x' }) as Record<
        string,
        string
      >
    )[name] === '***';

  const names: readonly [string, readonly string[] | false | undefined, boolean][] = [
    ['', undefined, false],
    ['key', undefined, false],
    ['google_api_key', undefined, true],
    ['GOOGLE_API_KEY', undefined, true],
    ['GOOGLE_APIKEY', undefined, true],
    [' Google Api-Key ', undefined, true],
    ['TRELLO_KEY', ['key'], true],
    ['TRELLO_TOKEN', ['key', 'token'], true],
    ['TRELLO_API', undefined, false],
    ['TRELLO_KEY', ['token'], false],
    ['password', false, false],
    ['accessKey', undefined, true],
    ['connectionString', undefined, true],
    ['records_note', undefined, false],
  ];
  for (const [name, added, expected] of names) {
    it(`${expected ? 'hides' : 'shows'} what is named "${name}"${added === undefined ? '' : ` with names: ${JSON.stringify(added)}`}`, () => {
      expect(isHidden(name, added)).to.equal(expected);
    });
  }

  it('takes another replacement', () => {
    const redact = redactor(undefined, { replacement: '(hidden)' });
    redact.add('secret');
    expect(redact.value(['secret', { token: 'x' }])).to.deep.equal(['(hidden)', { token: '(hidden)' }]);
  });

  it('learns the forms that an adapter gives, when they are long enough', () => {
    const redact = redactor(undefined, { forms: (url) => new URL(url).pathname.split('/') });
    redact.add('https://host.example/first/ab/second');
    expect(redact.text('first ab second')).to.equal('*** ab ***');
  });

  it('redacts errors, their causes, circles of them and deep ones', () => {
    const redact = redactor();
    redact.add('s3cr3t-value');
    let error = new Error('s3cr3t-value at the end');
    const first = error;
    for (let depth = 0; depth < 12; depth += 1) error = new Error(`level s3cr3t-value`, { cause: error });
    first.cause = error;
    const seen = new Set<unknown>();
    for (let at = redact.value(error); at instanceof Error && !seen.has(at); at = at.cause) {
      seen.add(at);
      expect(`${at.message} ${at.stack}`).not.to.include('s3cr3t-value');
      expect(at.message).to.match(/^(level \*\*\*|\*\*\* at the end)$/);
    }
    expect(seen.size).to.be.greaterThan(5);
  });
});
