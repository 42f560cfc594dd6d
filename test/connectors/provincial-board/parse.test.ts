import { describe } from "vitest";
import { provincialBoard } from "../../../connectors/provincial-board/index.ts";
import { assertFixtures } from "../fixtures.ts";

const facts = { platformKind: "投诉/求助", platformField: "交通", userId: "9120331" };

describe("a saved page of the provincial board", () => {
  assertFixtures(
    provincialBoard,
    { forumId: "4711" },
    {
      "detail-answers-before-the-letter.json": { ...facts, tid: "25930417" },
      "detail-thread-page.html": { ...facts, tid: "25930417", displayName: "滕***" },
    },
  );
});
