import { expect } from 'chai';
import fc from 'fast-check';
import { cutUri } from './cut-uri.js';
import { LossList } from './losses.js';
import { cutOrdinaryUri } from './ordinary-uri.js';

describe('An ordinary URI', () => {
  const ordinary = [
    'x://',
    'a09+.-z://',
    'postgres://h',
    'x://h:1',
    'x://h:0',
    'x://h:1890',
    'x://h:065535',
    'x://:80',
    'x://u@',
    'x://u@h',
    'x://@h',
    'x://:@h',
    'x://:p@h',
    'x://u:@h:65535',
    'x://u:p@h:1/s',
    'x://u:a:b@h',
    'x://u:p@:1/',
    'x:///',
    'x:///s',
    'x://h/s/t//u@v',
    'x://h?',
    'x://h?a=b&c=d/e?f@g',
    'x://h:1?a',
    'x:///?a',
    'x://u:p@h:1/s?a=b',
    'x://%41:%2f@%2FTmP%2F:1234/%ff?%zz+=%',
    'x://Host%2DAb',
    'x://!"$%&\'()*+,-.09;<=>AZ\\^_`az{|}~',
  ];
  for (const text of ordinary) {
    it(`is ${text}, and is cut as any other would be, without a loss`, () => {
      const losses = new LossList();
      const cut = cutUri(text, losses, 'airflow');
      expect(cutOrdinaryUri(text)).to.deep.equal(cut);
      expect(losses.toLosses()).to.deep.equal([]);
    });
  }

  it('is cut into its parts, none decoded', () => {
    expect(cutOrdinaryUri('my-x://lo%20:pa%20@Ho%20:080/sc%20/a?a=%20&b')).to.deep.equal({
      scheme: 'my-x',
      givenScheme: 'my-x',
      protocol: '',
      login: 'lo%20',
      password: 'pa%20',
      host: 'Ho%20',
      bracketed: undefined,
      port: 80,
      schema: 'sc%20/a',
      query: 'a=%20&b',
    });
  });

  const others = [
    '',
    'x',
    'x:',
    'x:/h',
    'x:h//',
    '//h',
    '://h',
    'X://h',
    '9x://h',
    '-x://h',
    'my_x://h',
    'x{://h',
    'x`://h',
    'x/://h',
    'x;://h',
    ' x://h',
    'x://h ',
    'x://\x7f',
    'x://\x1f',
    'x://h/\n',
    'x://é',
    'x://h/é',
    'x://h?é',
    'x://h／',
    'x://[::1]',
    'x://]',
    'x://u:[@h',
    'x://h/[',
    'x://h?]',
    'x://h#f',
    'x://h/s#f',
    'x://h?a#f',
    'x://u@v@h',
    'x://h:',
    'x://h:x',
    'x://h:1x',
    'x://h:1:2',
    'x://h:/',
    'x://h:;',
    'x://h:9!',
    'x://h:65536',
    'x://h:99999999999999999999',
    'x://h/a:b',
    'x://h?a:b',
    'x://y://h',
    'x://h/?u=s3://b',
  ];
  for (const text of others) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(cutOrdinaryUri(text)).to.equal(undefined);
    });
  }

  it('is cut as any other would be, whatever it is', () => {
    const scraps = [
      'x',
      '://',
      '/',
      ':',
      '@',
      '?',
      '#',
      '[',
      ']',
      '%2F',
      '80',
      'H',
      ' ',
      '\t',
      '_',
      '=',
      '&',
      'é',
      '-',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 2 })))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((rest) => `x://${rest}`),
        ),
        (input) => {
          const cut = cutOrdinaryUri(input);
          if (cut !== undefined) expect(cut).to.deep.equal(cutUri(input, new LossList(), 'airflow'));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
