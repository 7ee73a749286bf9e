const nothing = (): void => undefined;

/** In place of the console, to which the SDK writes warnings by itself. */
export const silentLogger: {
  readonly trace: () => void;
  readonly debug: () => void;
  readonly info: () => void;
  readonly warn: () => void;
  readonly error: () => void;
} = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
