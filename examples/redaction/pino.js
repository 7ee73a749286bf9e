import pino from 'pino';

/** A pino logger: fields are hidden by their names, then known values in the line as it is written. */
export const redactedPino = (redact, { destination = process.stdout, ...options } = {}) =>
  pino(
    { ...options, formatters: { ...options.formatters, log: (fields) => redact.value(fields) } },
    { write: (line) => destination.write(redact.text(line)) },
  );
