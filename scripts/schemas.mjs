// Writes docs/schemas/*.json from the built zod schemas; a test holds that they are as committed.
import { mkdirSync, writeFileSync } from "node:fs";
import { jsonSchemas } from "../dist/src/record/json-schema.js";

const folder = new URL("../docs/schemas/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
