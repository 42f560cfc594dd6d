/** The command could not do what it was asked: exit 1. The message says what was wrong and how to mend it. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** The command was called wrongly: exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Nobody reads the output any more: the command ends quietly, exit 0. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** The command did its work and reported what was wrong on the way: exit 1, nothing more to say. */
export class Reported extends Error {
  override readonly name = "Reported";
}

/** An application that did not open for a reason which its error tells in full: a held store, an unsupported profile. */
export function foreseen(error: unknown): unknown {
  const told = error instanceof Error && ["StoreLocked", "Unsupported"].includes(error.name);
  return told ? new Failure(error.message) : error;
}
