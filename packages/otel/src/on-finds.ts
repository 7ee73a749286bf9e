import { tracingChannel } from 'node:diagnostics_channel';
import type { FindTrace } from '@chatelaine/core';

/** Calls back when a read begins, and with what that gave when it ends; the result ends that. */
export function onFinds<T>(
  begin: (find: FindTrace) => T,
  end: (find: FindTrace, begun: T) => void,
): () => void {
  const { start, asyncEnd } = tracingChannel('chatelaine:find');
  const running = new WeakMap<FindTrace, { readonly begun: T }>();
  const onStart = (event: unknown) => {
    const find = event as FindTrace;
    running.set(find, { begun: begin(find) });
  };
  const onEnd = (event: unknown) => {
    const find = event as FindTrace;
    // A read that began before it was listened to has no beginning here.
    const known = running.get(find);
    if (known !== undefined) end(find, known.begun);
  };
  start.subscribe(onStart);
  asyncEnd.subscribe(onEnd);
  return () => {
    start.unsubscribe(onStart);
    asyncEnd.unsubscribe(onEnd);
  };
}
