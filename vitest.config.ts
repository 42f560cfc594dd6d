import { defineConfig } from "vitest/config";

/** `npm test`: everything that needs nothing but Node, and what else the machine has; under three minutes on 2 cores. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/**/*.full.test.ts"],
    globalSetup: ["test/support/build.ts"],
    reporters: ["default", "./test/support/summary-reporter.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
