import { findChromium } from "../../src/connector/chromium.ts";

/** The Chromium of this machine, or null: tests that need it run only where it is. */
export const CHROMIUM = findChromium();

const required = process.env.HEARTBRIDGE_REQUIRE_CHROMIUM === "1";

/**
 * One visible test in each file that needs Chromium. Its title says what was not tested where there is none; with
 * HEARTBRIDGE_REQUIRE_CHROMIUM=1 a missing Chromium fails it.
 */
export const chromiumVerdict = {
  title:
    CHROMIUM === null && !required
      ? "SKIPPED without Chromium: pages drawn by scripts were not tested (install chromium or set HEARTBRIDGE_CHROMIUM)"
      : "Chromium is found, so that pages drawn by scripts are tested",
  problem: CHROMIUM === null && required ? "HEARTBRIDGE_REQUIRE_CHROMIUM=1, and no Chromium was found" : null,
} as const;
