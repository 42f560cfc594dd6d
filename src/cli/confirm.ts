import { createInterface } from "node:readline/promises";
import { Failure, UsageError } from "./failure.ts";
import type { Context } from "./io.ts";

/**
 * Asks before something is destroyed.
 * @param yes `--yes` was given: nothing is asked
 * @throws UsageError where nobody can be asked, Failure where the answer is no
 */
export async function confirm(context: Context, question: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  const { stdin, stderr } = context.io;
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new UsageError(`${question} Nobody can be asked here: add --yes to do it`);
  }
  const asking = createInterface({ input: stdin, output: stderr });
  try {
    if (/^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim())) return;
  } finally {
    asking.close();
  }
  throw new Failure("nothing was done");
}
