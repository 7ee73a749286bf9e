/** Where a problem is, counted from 1; without a line it is about the file as a whole. */
export interface Position {
  readonly line?: number;
  readonly column?: number;
}

/** What is wrong in a file, and where. The message is ours from the first word to the last: nothing of the file is in it. */
export class FileProblem extends Error {
  override readonly name: string = 'FileProblem';

  constructor(
    readonly position: Position,
    problem: string,
    readonly hint?: string,
  ) {
    super(problem);
  }
}
