import { SecretsError } from '@chatelaine/core';
import { getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import type { ConfigDocument } from '../config-document.js';
import { placeOf } from '../config-document.js';
import type { ConfigText } from './read-config-file.js';
import { refusingDepth } from './refusing-depth.js';
import { TomlPositions } from './toml-positions.js';

/**
 * Reads TOML 1.0 with positions.
 *
 * @throws SecretsError `INVALID_CONFIG` in our own words: the library's messages may quote the text
 */
export function tomlDocument(file: ConfigText): ConfigDocument {
  return refusingDepth(file.source, () => {
    const program = parse(file);
    const positions = new TomlPositions(program.body[0], file.source);
    return {
      source: file.source,
      directory: file.directory,
      value: getStaticTOMLValue(program),
      positionOf: (path) => positions.of(path),
    };
  });
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
