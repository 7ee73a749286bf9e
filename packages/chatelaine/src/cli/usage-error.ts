/** The command line asks for something that cannot be; its message ends with what to write instead. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
