import { describe } from "vitest";
import { countySite } from "../../../connectors/county-site/index.ts";
import { startCountySite } from "../../../lab/county-site.ts";
import { assertConnectorCompliance } from "../compliance.ts";

describe("static tables in GBK", () => {
  assertConnectorCompliance(countySite, (options) => startCountySite({ ...options, layout: "table-gbk" }), {
    posts: 30,
  });
});

describe("a JSON list with HTML details", () => {
  assertConnectorCompliance(countySite, (options) => startCountySite({ ...options, layout: "json-html" }), {
    posts: 30,
  });
});
