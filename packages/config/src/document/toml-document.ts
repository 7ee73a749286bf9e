import { SecretsError } from '@chatelaine/core';
import { getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import type { ConfigDocument } from '../config-document.js';
import { placeOf } from '../config-document.js';
import type { ConfigText } from './read-config-file.js';
import { tomlPositions } from './toml-positions.js';

/**
 * Reads TOML 1.0 with positions.
 *
 * @throws SecretsError `INVALID_CONFIG` in our own words: the library's messages may quote the text
 */
export function tomlDocument(file: ConfigText): ConfigDocument {
  const program = parse(file);
  const positions = tomlPositions(program.body[0]);
  if (positions.forbidden !== undefined) {
    throw new SecretsError(
      'INVALID_CONFIG',
      `${placeOf(file.source, positions.forbidden)}this key is not accepted.`,
      { hint: 'Remove it.' },
    );
  }
  return {
    source: file.source,
    directory: file.directory,
    value: getStaticTOMLValue(program),
    positionOf: positions.positionOf,
  };
}

function parse(file: ConfigText): ReturnType<typeof parseTOML> {
  try {
    return parseTOML(file.text, { tomlVersion: '1.0' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const position = { line: error.lineNumber, column: error.column + 1 };
    const twice = error.message.startsWith('Defining a key multiple times');
    throw new SecretsError(
      'INVALID_CONFIG',
      `${placeOf(file.source, position)}${twice ? 'this key is there twice.' : 'this is not valid TOML.'}`,
      {
        hint: twice
          ? 'Keep one of them.'
          : 'Put double quotes around text, and close every quote and bracket on its line.',
      },
    );
  }
}
