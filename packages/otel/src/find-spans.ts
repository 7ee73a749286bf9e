import type { ChainStep, FindTrace } from '@chatelaine/core';
import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { ATTRIBUTE, endOf, identityOf } from './attributes.js';
import { onFinds } from './on-finds.js';

/** Makes a span of each read of a chain, with an event for each backend that was asked; the result ends that. */
export function traceFinds(tracer: Tracer, { ids }: { readonly ids: boolean }): () => void {
  return onFinds(
    (find) => begin(tracer, find, ids),
    (find, span) => {
      span.setAttributes(endOf(find));
      for (const step of find.steps ?? []) {
        if (step.ms !== undefined) span.addEvent('chatelaine.step', eventOf(step, ids));
      }
      // Nothing of a message: it names what was read.
      if (find.outcome !== 'found' && find.outcome !== 'missing')
        span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  );
}

/** A refresh outlives whoever caused it: it begins a trace of its own, with a link to theirs. */
function begin(tracer: Tracer, find: FindTrace, ids: boolean): Span {
  const { kind, background, cache, ageMs, attempt, ref } = find;
  const attributes = {
    [ATTRIBUTE.kind]: kind,
    [ATTRIBUTE.refresh]: background,
    [ATTRIBUTE.cacheState]: cache,
    [ATTRIBUTE.attempt]: attempt,
    ...(ageMs === undefined ? {} : { [ATTRIBUTE.cacheAge]: ageMs / 1_000 }),
    ...(ids ? identityOf(ref) : {}),
  };
  const name = `${background ? 'refresh' : 'find'} ${kind}`;
  if (!background) return tracer.startSpan(name, { attributes });
  const cause = trace.getSpanContext(context.active());
  const links = cause === undefined ? [] : [{ context: cause }];
  return tracer.startSpan(name, { attributes, links, root: true });
}

function eventOf({ backend, outcome, error, names }: ChainStep, ids: boolean): Attributes {
  return {
    [ATTRIBUTE.backend]: backend,
    [ATTRIBUTE.outcome]: outcome,
    ...(error === undefined ? {} : { [ATTRIBUTE.error]: error.code }),
    ...(ids ? { [ATTRIBUTE.names]: [...names] } : {}),
  };
}
