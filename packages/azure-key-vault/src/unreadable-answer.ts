/** How the SDK, Node and we say that an answer came and was not HTTP, not JSON, not whole, or without an end. */
const CODES: ReadonlySet<string> = new Set(['ANSWER_TOO_LONG', 'ERR_STREAM_PREMATURE_CLOSE', 'PARSE_ERROR']);
/** Node's HTTP parser, and its unpacking of bodies. */
const FAMILIES = /^(?:HPE|Z)_[A-Z_]+$/;

/** Whether an error's code says that there was an answer and that it could not be read. */
export function isUnreadable(code: unknown): boolean {
  return typeof code === 'string' && (CODES.has(code) || FAMILIES.test(code));
}
