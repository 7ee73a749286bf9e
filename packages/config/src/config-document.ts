/** Keys from the outermost in: `['backends', 1, 'options', 'vaultUrl']`. */
export type ConfigPath = readonly (string | number)[];

/** Where something stands in a file; both begin at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A config as it was written, before anything in it is checked. */
export interface ConfigDocument {
  /** What was read, for messages: "chatelaine.yaml", "the config object". */
  readonly source: string;
  /** The folder that relative paths start from. */
  readonly directory: string;
  /** Plain objects, arrays, texts, numbers, booleans and null. */
  readonly value: unknown;
  /** Where the key or the list item of a path stands, or the nearest thing around it that is there. */
  positionOf(path: ConfigPath): Position | undefined;
}

/** A config given in code, which has no lines. */
export function objectDocument(value: unknown, directory: string): ConfigDocument {
  return { source: 'the config object', directory, value, positionOf: () => undefined };
}

/** "chatelaine.yaml:7:5: ", or "the config object: ". */
export function placeOf(source: string, position: Position | undefined): string {
  return position === undefined ? `${source}: ` : `${source}:${position.line}:${position.column}: `;
}
