import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jsonSchemas } from "../../src/record/json-schema.ts";

describe("the published JSON Schemas", () => {
  it.each(Object.entries(jsonSchemas()))("%s are what the zod schemas say (npm run schemas)", (name, schema) => {
    const committed = JSON.parse(readFileSync(`docs/schemas/${name}.schema.json`, "utf8"));
    expect(committed).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});
