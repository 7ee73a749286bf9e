import type { YAMLParseError } from 'yaml';

/** A fault of the text in our own words. */
export interface TextFault {
  readonly offset: number;
  readonly problem: string;
  readonly hint: string;
}

type Words = readonly [problem: string, hint: string];

const INDENTATION: Words = [
  'the indentation does not fit.',
  'Keys of one mapping, and the "-" of one list, begin in the same column; what belongs to a key is indented by two more spaces.',
];
const OPEN_BRACKET: Words = [
  'a bracket is not closed.',
  'Close every [ and { where its line ends or further in.',
];
const EXPRESSION_IN_BRACKETS: Words = [
  'an expression inside { } or [ ] is not quoted.',
  `Put quotes around it: "\${env:NAME}".`,
];
const OTHER: Words = ['this is not valid YAML.', 'Check the quotes, the brackets and the indentation here.'];

const WORDS_BY_CODE: Readonly<Record<string, Words>> = {
  BAD_DQ_ESCAPE: [
    'this escape is not known in double quotes.',
    'Write \\\\ for a backslash, or use single quotes.',
  ],
  BAD_INDENT: INDENTATION,
  BAD_SCALAR_START: ['text cannot begin with this character.', 'Put quotes around the text.'],
  BLOCK_AS_IMPLICIT_KEY: [
    'this line holds a second ": ".',
    'Put quotes around the text, or the second key on a line of its own.',
  ],
  MISSING_CHAR: ['something is not closed.', 'Close every quote and bracket, and end every key with ":".'],
  MULTILINE_IMPLICIT_KEY: [
    'this text runs on into the next line, where a key follows.',
    'Put a space after the ":" of a key.',
  ],
  MULTIPLE_DOCS: [
    'a second document begins here.',
    'Keep one document; write other sets of settings as profiles.',
  ],
  NON_STRING_KEY: ['a key is not text.', 'Begin each key with a word.'],
  RESOURCE_EXHAUSTION: ['this is nested too deeply.', 'Is it a config file?'],
  TAB_AS_INDENT: ['a tab is used for indentation.', 'Use spaces.'],
};

/** Says what the first of YAML's errors is, or `undefined` when there is none. */
export function describeYamlErrors(errors: readonly YAMLParseError[], text: string): TextFault | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  const [problem, hint] = wordsFor(first, errors, text);
  const offset = problem === INDENTATION[0] ? misplacedLine(text, first.pos[0]) : first.pos[0];
  return { offset, problem, hint };
}

/** The library points at the line that does not fit, or at the end of the one before it. */
function misplacedLine(text: string, offset: number): number {
  const atLineStart = offset === 0 || text[offset - 1] === '\n';
  const start = atLineStart ? offset : text.indexOf('\n', offset) + 1;
  return start + text.slice(start).search(/\S|$/);
}

/** The library's sentences are looked at to tell cases of one code apart, and never passed on. */
function wordsFor(first: YAMLParseError, errors: readonly YAMLParseError[], text: string): Words {
  const codes = errors.map(({ code }) => code);
  if (first.code === 'UNEXPECTED_TOKEN' && /\$\{?$/.test(text.slice(0, first.pos[0])))
    return EXPRESSION_IN_BRACKETS;
  if (first.code === 'BAD_INDENT' && first.message.startsWith('Flow ')) return OPEN_BRACKET;
  if (first.code === 'MISSING_CHAR' && first.message.startsWith('Sequence item')) return INDENTATION;
  if (first.code === 'BLOCK_AS_IMPLICIT_KEY' && codes.includes('MULTILINE_IMPLICIT_KEY')) return INDENTATION;
  return WORDS_BY_CODE[first.code] ?? OTHER;
}
