import { withDeadline } from '@chatelaine/core';

/** A second or two is enough to say goodbye to a server, and short enough not to be taken for a hang. */
const CLOSING_MS = 2_000;

/** Closes what was opened and waits a moment for it; the answer is out by then, so a failure changes nothing. */
export async function closeInTime(close: () => Promise<void> | undefined): Promise<void> {
  const closing = withDeadline({ ms: CLOSING_MS, subject: 'Closing' }, async () => close());
  await Promise.allSettled([closing]);
}
