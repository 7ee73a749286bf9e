import { channel as channelOf, tracingChannel } from 'node:diagnostics_channel';
import { watchChildren } from './watch-children.js';

/** Sees a value on a channel of the process. */
export type Notice = (where: string, value: unknown) => void;

const FIND_CHANNEL = 'chatelaine:find';
const HIT_CHANNEL = 'chatelaine:hit';
const TAKEN_OVER = ['unhandledRejection', 'uncaughtException'] as const;

/**
 * Watches everything that leaves the process or reaches its listeners: stdout, stderr, Chatelaine's own channels and the given
 * ones of `node:diagnostics_channel`, warnings, rejections and exceptions that nobody handles, arguments and environment of child
 * processes. Give what it returns a call to end that; it waits until what is under way has been seen.
 */
export function watchProcess(notice: Notice, channels: readonly string[] = []): () => Promise<void> {
  const undo = [
    watchWrites('stdout', notice),
    watchWrites('stderr', notice),
    watchTracing(notice),
    ...[HIT_CHANNEL, ...channels].map((name) => watchChannel(name, notice)),
    watchWarnings(notice),
    ...TAKEN_OVER.map((event) => takeOver(event, notice)),
    watchChildren(notice),
  ];
  return async () => {
    // Node tells of a rejection that nobody handled after the microtasks of a turn.
    for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    for (const end of undo.reverse()) end();
  };
}

/** What is written is passed on, and looked at as one text, because a value may be written in parts. */
function watchWrites(name: 'stdout' | 'stderr', notice: Notice): () => void {
  const stream = process[name];
  const original = stream.write;
  const written: string[] = [];
  const write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
    written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return Reflect.apply(original, stream, [chunk, ...rest]) as boolean;
  };
  stream.write = write as typeof stream.write;
  return () => {
    stream.write = original;
    notice(name, written.join(''));
  };
}

/** A trace is filled while its read goes on: it is looked at in every event, and once more at the end. */
function watchTracing(notice: Notice): () => void {
  const kept = new Set<unknown>();
  const see =
    (event: string) =>
    (trace: unknown): void => {
      kept.add(trace);
      notice(`the ${event} event of ${FIND_CHANNEL}`, trace);
    };
  const handlers = {
    start: see('start'),
    end: see('end'),
    asyncStart: see('asyncStart'),
    asyncEnd: see('asyncEnd'),
    error: see('error'),
  };
  const tracing = tracingChannel(FIND_CHANNEL);
  tracing.subscribe(handlers);
  return () => {
    tracing.unsubscribe(handlers);
    for (const trace of kept) notice(`a trace of ${FIND_CHANNEL}`, trace);
  };
}

function watchChannel(name: string, notice: Notice): () => void {
  const channel = channelOf(name);
  const see = (message: unknown): void => notice(`the diagnostics channel ${name}`, message);
  channel.subscribe(see);
  return () => {
    channel.unsubscribe(see);
  };
}

function watchWarnings(notice: Notice): () => void {
  const see = (warning: Error): void => notice('a warning of the process', warning);
  process.on('warning', see);
  return () => {
    process.off('warning', see);
  };
}

/** Until the end nobody else learns of it; then the listeners of before are told, so that a test still fails by it. */
function takeOver(event: (typeof TAKEN_OVER)[number], notice: Notice): () => void {
  const before = process.rawListeners(event) as ((...args: unknown[]) => void)[];
  const seen: unknown[][] = [];
  const see = (...args: unknown[]): void => {
    seen.push(args);
    notice(event === 'unhandledRejection' ? 'an unhandled rejection' : 'an uncaught exception', args[0]);
  };
  process.removeAllListeners(event);
  process.on(event, see);
  return () => {
    process.off(event, see);
    for (const listener of before) process.on(event, listener as () => void);
    for (const args of seen) for (const listener of before) listener(...args);
  };
}
