/** A span processor that redacts each span before the next processor sees it: name, status, attributes, events, links. */
export const redactingProcessor = (redact, next) => ({
  onStart: (span, context) => next.onStart(span, context),
  onEnd: (span) => next.onEnd(redactedSpan(redact, span)),
  forceFlush: () => next.forceFlush(),
  shutdown: () => next.shutdown(),
});

function redactedSpan(redact, span) {
  const fields = {
    ...redact.value({
      name: span.name,
      status: span.status,
      attributes: span.attributes,
      events: span.events,
    }),
    links: span.links.map((link) => ({ ...link, attributes: redact.value(link.attributes ?? {}) })),
  };
  const properties = Object.entries(fields).map(([name, value]) => [name, { value, enumerable: true }]);
  return Object.create(span, Object.fromEntries(properties));
}
