import winston from 'winston';

const LINE = Symbol.for('message');
const fields = winston.format((info, redact) => Object.assign(info, redact.value({ ...info })));
const line = winston.format((info, redact) => Object.assign(info, { [LINE]: redact.text(info[LINE]) }));

/** A winston format: fields are hidden by their names, then known values in the line that `format` makes of them. */
export const redactedFormat = (redact, format = winston.format.json()) =>
  winston.format.combine(fields(redact), format, line(redact));
