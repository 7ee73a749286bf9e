import { expect } from 'chai';
import { caught } from './caught.test.fixture.js';
import { IniFile } from './ini.js';

const CANARY = 'hunter2canary';
const parse = (...lines: readonly string[]) => IniFile.parse(lines.join('\n'), 'airflow.cfg');

describe('IniFile', () => {
  it('reads keys with "=" and with ":", in any case, with spaces around them', () => {
    const ini = parse('[secrets]', 'Backend = a.B', 'other: c : d', 'none =');

    expect(ini.get('secrets', 'backend')?.text).to.equal('a.B');
    expect(ini.get('secrets', 'other')?.text).to.equal('c : d');
    expect(ini.get('secrets', 'none')?.text).to.equal('');
    expect(ini.get('secrets', 'absent')).to.equal(undefined);
    expect(ini.get('Secrets', 'backend')).to.equal(undefined);
  });

  it('says where a value stands', () => {
    expect(parse('', '[secrets]', '# note', 'backend = x').get('secrets', 'backend')?.place).to.deep.equal({
      label: 'airflow.cfg:4: [secrets] backend',
      field: ['secrets', 'backend'],
    });
  });

  it('joins continuation lines, with comments left out and blank lines kept', () => {
    const ini = parse('[secrets]', 'k = {', '  "a": 1,', '', '# no', '  ; no', '  [b]', 'next = x', '', '');

    expect(ini.get('secrets', 'k')?.text).to.equal('{\n"a": 1,\n\n[b]');
    expect(ini.get('secrets', 'next')?.text).to.equal('x');
  });

  it('reads what is indented less than its value but more than its key as that value, and no further', () => {
    const ini = parse('[s]', '  a = 1', '      2', '    3', '  b = 4');

    expect(ini.get('s', 'a')?.text).to.equal('1\n2\n3');
    expect(ini.get('s', 'b')?.text).to.equal('4');
  });

  it('keeps "#" and ";" within a line: there are no inline comments', () => {
    expect(parse('[s]', 'a = x # y ; z').get('s', 'a')?.text).to.equal('x # y ; z');
  });

  it('reads CRLF and CR line ends', () => {
    const ini = IniFile.parse('[s]\r\na = 1\rb = 2', 'airflow.cfg');

    expect(ini.get('s', 'a')?.text).to.equal('1');
    expect(ini.get('s', 'b')?.place.label).to.equal('airflow.cfg:3: [s] b');
  });

  it('falls back to [DEFAULT], which may be opened again, but only for sections that are there', () => {
    const ini = parse('[DEFAULT]', 'a = 1', '[s]', 'b = 2', '[DEFAULT]', 'c = 3');

    expect(ini.get('s', 'a')?.text).to.equal('1');
    expect(ini.get('s', 'c')?.text).to.equal('3');
    expect(ini.get('t', 'a')).to.equal(undefined);
  });

  it('resolves "%%" and "%(name)s", from the section first and then from [DEFAULT]', () => {
    const ini = parse(
      '[DEFAULT]',
      'host = default',
      'user = u%%1',
      '[s]',
      'host = own',
      'a = %(HOST)s/%(user)s/100%%',
    );

    expect(ini.get('s', 'a')?.text).to.equal('own/u%1/100%');
  });

  const mistakes: readonly (readonly [string, readonly string[], string])[] = [
    [
      'a key that is there twice',
      ['[s]', `a = ${CANARY}`, '', `A: ${CANARY}`],
      'airflow.cfg:4: this key is already on line 2. Remove one of the two, or indent the line when it continues the value above.',
    ],
    [
      'a section that is there twice',
      ['[s]', '[t]', '[s]'],
      'airflow.cfg:3: this section is in the file twice. Make one section of the two.',
    ],
    [
      'a line before the first section',
      [`a = ${CANARY}`],
      'airflow.cfg:1: this line stands before the first section. Begin the file with a "[section]" line.',
    ],
    [
      'a line without a delimiter',
      ['[s]', 'a = {', CANARY],
      'airflow.cfg:3: this line is no "key = value". Indent it when it continues the value above, or begin it with "#" when it is a comment.',
    ],
    [
      'a line without a key',
      ['[s]', `= ${CANARY}`],
      'airflow.cfg:2: this line is no "key = value". Indent it when it continues the value above, or begin it with "#" when it is a comment.',
    ],
  ];
  for (const [name, lines, message] of mistakes) {
    it(`refuses ${name}`, async () => {
      const error = await caught(() => parse(...lines));

      expect(error.code).to.equal('INVALID_CONFIG');
      expect(error.message).to.equal(message);
      expect(error.stack).not.to.include(CANARY);
    });
  }

  const percents: readonly (readonly [string, string, string])[] = [
    ['a lone "%"', `${CANARY}%x`, 'airflow.cfg:2: [s] a: a "%" stands alone in it. Double it: write "%%".'],
    [
      'a "%(" that does not end in ")s"',
      `${CANARY}%(b)d`,
      'airflow.cfg:2: [s] a: a "%" stands alone in it. Double it: write "%%".',
    ],
    [
      'a reference to a key that is not there',
      `%(${CANARY})s`,
      'airflow.cfg:2: [s] a: a "%(name)s" in it names no key of its section. Name a key that is there, or write "%%" for a percent sign.',
    ],
    [
      'a reference to itself',
      `${CANARY} %(a)s`,
      'airflow.cfg:2: [s] a: its "%(name)s" leads back to itself. Write the value out.',
    ],
  ];
  for (const [name, value, message] of percents) {
    it(`refuses ${name}, when the key is asked for and not before`, async () => {
      const ini = parse('[s]', `a = ${value}`);

      const error = await caught(() => ini.get('s', 'a'));

      expect(error.message).to.equal(message);
      expect(error.field).to.deep.equal(['s', 'a']);
      expect(error.stack).not.to.include(CANARY);
    });
  }

  it('brings at most 64 KiB by references, on all levels together', async () => {
    const levels = Array.from(
      { length: 8 },
      (_unused, level) => `a${level} = ${`%(a${level + 1})s`.repeat(8)}`,
    );

    expect(parse('[s]', 'a = %(b)s%(b)s', `b = ${'x'.repeat(32_767)}`).get('s', 'a')?.text).to.have.length(
      65_534,
    );
    for (const last of ['x', '']) {
      const error = await caught(() => parse('[s]', ...levels, `a8 = ${last}`).get('s', 'a0'));
      expect(error.message).to.equal(
        'airflow.cfg:2: [s] a0: its "%(name)s" grows beyond 64 KiB. Write the value out.',
      );
    }
  });

  it('reads text full of "%(" once', async function () {
    // Reading on to the end from each of them would take minutes.
    this.timeout(60_000);

    expect(await caught(() => parse('[s]', `a = ${'%('.repeat(500_000)}`).get('s', 'a'))).to.include({
      code: 'INVALID_CONFIG',
    });
  });
});
