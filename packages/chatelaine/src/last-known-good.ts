export type {
  Key,
  KeySource,
  KnownValue,
  LastKnownGood,
  LastKnownGoodFileOptions,
  NamedKey,
} from '@chatelaine/core/last-known-good';
export { LastKnownGoodFile, lastKnownGoodFile } from '@chatelaine/core/last-known-good';
