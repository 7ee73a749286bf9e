import type { CacheAges, CacheRule } from '@chatelaine/core';
import { didYouMean, SECRET_KINDS } from '@chatelaine/core';
import type { ConfigField } from '../config-field.js';
import { AGE_KEYS, agesFrom, checkOrder } from './ages-from.js';

const EXAMPLE = 'for example "connection/*" or "secret/db-*"';

/** Reads the ages of some references, when there are any. @throws SecretsError `INVALID_CONFIG` */
export function rulesFrom(field: ConfigField, ofChain: Partial<CacheAges>): readonly CacheRule[] | undefined {
  if (field.value === undefined) return undefined;
  if (!Array.isArray(field.value)) {
    throw field.problem('is not a list.', 'Begin each rule with "- match: ", and put its ages below.');
  }
  return field.value.map((_rule, index) => ruleFrom(field.at(index), ofChain));
}

function ruleFrom(field: ConfigField, ofChain: Partial<CacheAges>): CacheRule {
  if (!field.isMapping) throw field.problem('is not a mapping.', `Give "match", ${EXAMPLE}, and ages.`);
  field.checkKeys(['match', ...AGE_KEYS], 'a rule');
  const match = matchFrom(field.at('match'));
  const ages = agesFrom(field);
  checkOrder(field, ages, ofChain);
  return { match, ...ages };
}

function matchFrom(field: ConfigField): string {
  if (field.value === undefined) throw field.problem('is missing.', `Write references, ${EXAMPLE}.`);
  if (typeof field.value !== 'string' || field.value === '') {
    throw field.problem('is no text.', `Write references, ${EXAMPLE}.`);
  }
  const [, kind, separator] = /^([^/*]*)([/*]?)/.exec(field.value) ?? [];
  if (separator === '*' || SECRET_KINDS.some((known) => separator === '/' && known === kind)) {
    return field.value;
  }
  throw field.problem(
    'begins with no kind of secret.',
    `${didYouMean(kind ?? '', SECRET_KINDS)} A rule matches references, ${EXAMPLE}.`,
  );
}
