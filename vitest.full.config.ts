import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** `npm run test:full`: the slow suites. */
export default defineConfig({
  test: { ...base.test, include: ["test/**/*.full.test.ts"], exclude: [], testTimeout: 180_000, hookTimeout: 60_000 },
});
