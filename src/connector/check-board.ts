import type { Board, Reading } from "./board-poll.ts";
import type { CheckLine, ConnectorContext } from "./connector.ts";

/** Answers an operator's questions about a board: does it answer, is it laid out as expected, are details whole. */
export async function* checkBoard<S>(context: ConnectorContext<S>, board: Board): AsyncGenerator<CheckLine> {
  const question = "the list answers and has the expected layout";
  const list = await attempt(async () => (await board.sweeps[0]?.pages().next())?.value as Reading | undefined);
  if ("failure" in list) {
    yield { ok: false, question, answer: list.failure };
    return;
  }
  const { posts = [], dropped = [], problem = null } = list.value?.parsed ?? {};
  const unread = dropped[0] === undefined ? "" : `; ${dropped.length} could not be read (${dropped[0].message})`;
  const found = `${posts.length} posts on the first page${unread}`;
  yield { ok: problem === null && dropped.length === 0, question, answer: problem?.message ?? found };
  const newest = posts[0];
  yield {
    ok: newest !== undefined,
    question: "the list shows posts of this county",
    answer:
      newest === undefined
        ? "none: look at the settings that name the board"
        : `newest of ${newest.postedAt}, place ${newest.platformPlace ?? "not given"}`,
  };
  const truncated = posts.filter((post) => post.extensions.truncated === true).length;
  if (board.detail === null) {
    yield {
      ok: truncated === 0,
      question: "texts are whole",
      answer: `${truncated} of ${posts.length} texts are cut: details are not read`,
    };
  } else if (newest !== undefined) {
    const detail = await attempt(() =>
      (board.detail as NonNullable<Board["detail"]>)(newest.externalId, board.facts(newest)),
    );
    const reading = "failure" in detail ? null : detail.value.parsed;
    const wrong = "failure" in detail ? detail.failure : (reading?.problem?.message ?? reading?.dropped[0]?.message);
    yield {
      ok: wrong === undefined,
      question: "a detail answers and has the expected layout",
      answer: wrong ?? "read whole",
    };
  }
  yield {
    ok: true,
    question: "pages that may still be asked for",
    answer: `${context.http.detailsLeft()} details in this hour`,
  };
}

/** Errors become answers: a check never throws. */
async function attempt<T>(ask: () => Promise<T>): Promise<{ value: T } | { failure: string }> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
