import { describe } from "vitest";
import { rednet } from "../../../connectors/rednet/index.ts";
import { assertFixtures } from "../fixtures.ts";

describe("a saved page of 红网", () => {
  assertFixtures(
    rednet,
    {},
    {
      "list-sticky-notice-and-other-county.json": { area_id: "431226" },
      "detail-two-offices-a-lawyer-and-a-bystander.json": { id: "4712055" },
    },
  );
});
