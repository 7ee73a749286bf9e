/** Rejections that nobody heard, of the history that runs; whoever runs histories collects them here. */
export const rejections: unknown[] = [];

/** Collects the rejections of this thread that nobody hears, instead of ending it. */
export function collectRejections(): void {
  process.on('unhandledRejection', (reason) => {
    rejections.push(reason);
  });
}
