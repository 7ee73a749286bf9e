import type { SecretRef } from '@chatelaine/core';
import { checkSecretRef, didYouMean, parseSecretRef, SECRET_KINDS } from '@chatelaine/core';
import type { Command, OptionValues } from 'commander';
import { UsageError } from './usage-error.js';

/** Adds what names a secret: `KIND ID` or `KIND/ID`, its version and team. */
export function addReferenceArguments(command: Command): Command {
  return command
    .argument('<kind>', `${SECRET_KINDS.join(', ')}; or KIND/ID[@VERSION] as one word`)
    .argument('[id]', 'the id, as an application asks for it')
    .option('--version <version>', 'a version as the backend names it (default: the newest)')
    .option('--team <team>', 'the team that it belongs to');
}

/**
 * Reads them.
 *
 * @throws UsageError when the kind is not known or the id is missing
 * @throws SecretsError `INVALID_REFERENCE`
 */
export function readReference([kind = '', id]: readonly string[], options: OptionValues): SecretRef {
  const { version, team } = options;
  return checkSecretRef({
    ...(id === undefined ? oneWord(kind) : twoWords(kind, id)),
    ...(version === undefined ? {} : { version }),
    ...(team === undefined ? {} : { team }),
  });
}

function oneWord(text: string): SecretRef {
  const known = SECRET_KINDS.find((each) => each === text);
  if (known !== undefined) throw new UsageError(`Which ${text}? Add its id: ${text} ID.`);
  const slash = text.indexOf('/');
  if (slash < 0)
    throw new UsageError(
      `What kind is "${text}"? Write one of ${SECRET_KINDS.map((each) => `${each} ${text}`).join(', ')}.`,
    );
  checkKind(text.slice(0, slash));
  return parseSecretRef(text);
}

function twoWords(text: string, id: string): SecretRef {
  checkKind(text);
  return { kind: text, id };
}

function checkKind(text: string): asserts text is SecretRef['kind'] {
  if (SECRET_KINDS.some((known) => known === text)) return;
  throw new UsageError(`There is no kind "${text}". ${didYouMean(text, SECRET_KINDS)}`);
}
