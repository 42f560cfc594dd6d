import { describe, expect, it, vi } from "vitest";
import { countySite } from "../../../connectors/county-site/index.ts";
import { startCountySite } from "../../../lab/county-site.ts";
import { CHROMIUM, chromiumVerdict } from "../../connector/chromium-here.ts";
import { assertConnectorCompliance } from "../compliance.ts";

// Every letter is a page that Chromium opens: the whole suite takes minutes, so the everyday run has `browser.test.ts`.
vi.setConfig({ testTimeout: 180_000 });

it(chromiumVerdict.title, () => {
  expect(chromiumVerdict.problem).toBeNull();
});

describe.runIf(CHROMIUM !== null)("a list drawn by a script", () => {
  assertConnectorCompliance(countySite, (options) => startCountySite({ ...options, layout: "browser" }), {
    posts: 12,
  });
});
