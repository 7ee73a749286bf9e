import { Writable } from 'node:stream';
import { expect } from 'chai';
import pino from 'pino';
import winston from 'winston';
import { expectNothingOf, handedOut } from './handed-out.js';

interface Logger {
  info(...args: unknown[]): unknown;
  error(...args: unknown[]): unknown;
}

/** It comes without types. */
interface Bunyan {
  createLogger(options: { name: string; stream: Writable }): Logger;
}

const { default: bunyan } = (await import('bunyan' as string)) as { default: Bunyan };

type Log = (value: object, stream: Writable) => void;

const PRINTERS: readonly [name: string, log: Log][] = [
  ['pino', (value, stream) => logAll(pino({ level: 'trace' }, stream), value)],
  [
    'pino with serializers',
    (value, stream) => logAll(pino({ serializers: pino.stdSerializers }, stream), value),
  ],
  ['a child logger of pino', (value, stream) => logAll(pino({}, stream).child({ bound: value }), value)],
  ['bunyan', (value, stream) => logAll(bunyan.createLogger({ name: 'test', stream }), value)],
  ...(['json', 'simple', 'prettyPrint', 'splat', 'logstash'] as const).map((name): [string, Log] => [
    `winston, ${name}`,
    (value, stream) => {
      const { combine, errors, splat } = winston.format;
      const format = combine(errors({ stack: true, cause: true }), splat(), winston.format[name]());
      logAll(
        winston.createLogger({ format, transports: [new winston.transports.Stream({ stream })] }),
        value,
      );
    },
  ]),
];

/** Every place of a call in which a value may stand. */
function logAll(logger: Logger, value: object): void {
  logger.info(value);
  logger.info({ value, list: [value], deep: { value } }, 'message %s %j %o', value, value, value);
  logger.info(`message ${value}`, value);
  logger.info('message', { value });
  logger.error(new Error(`message ${value}`, { cause: value }));
  logger.error({ err: Object.assign(new Error('message'), { value }), req: { headers: value }, res: value });
}

describe('What is handed out does not print through', () => {
  for (const [name, log] of PRINTERS) {
    it(name, async () => {
      for (const value of Object.values(await handedOut())) {
        const chunks: string[] = [];
        const stream = new Writable({
          write(chunk, _encoding, done) {
            chunks.push(String(chunk));
            done();
          },
        });
        log(value, stream);
        expect(chunks.join('')).to.include('message');
        expectNothingOf(chunks.join(''));
      }
    });
  }
});
