import { z } from "zod";
import { type AnyConnector, defineConnector } from "../../src/connector/connector.ts";

/** A connector that declares settings and reads nothing: enough for a configuration. */
const board = defineConnector({
  id: "rednet",
  about: "a board",
  settings: z.strictObject({
    baseUrl: z.url().describe("the board's address"),
    accessToken: z.string().min(12).optional().describe("the board's token"),
    lists: z.array(z.string().startsWith("/")).default(["/list"]),
  }),
  cursor: z.null(),
  start: null,
  startAt: () => null,
  pace: { minInterval: 3000, concurrency: 1, detailsPerHour: 60 },
  quietHours: null,
  origins: (settings) => [settings.baseUrl],
  kinds: {},
  async *poll() {},
  async *check() {},
});

/** The registry that the configuration's tests use. */
export const connectors: Record<string, AnyConnector> = { rednet: board };
