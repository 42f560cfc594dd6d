import { z } from "zod";
import { boardSettings } from "../../src/connector/board-settings.ts";

/** The site's own columns of citizens' messages; their ids are counted apart. */
const Column = z.enum(["people", "wz"]);

/** Settings of a rednet source. */
export const Settings = z.strictObject({
  baseUrl: z
    .url()
    .default("https://rapi.rednet.cn")
    .describe("the interface's address; it differs from the pages'. Example: https://rapi.rednet.cn"),
  pageUrl: z
    .url()
    .default("https://people.rednet.cn")
    .describe("the address of the pages for people, for links and pictures. Example: https://people.rednet.cn"),
  column: Column.default("people").describe(
    "people is 百姓呼声, wz is 问政湖南 (with baseUrl https://wzapi.rednet.cn). Example: people",
  ),
  area: z.string().min(1).default("麻阳").describe("the county's name in the site's list of areas. Example: 麻阳"),
  areaId: z
    .string()
    .regex(/^\d{6}$/, "expected six digits in quotes")
    .optional()
    .describe("the county's number at the site, when it is known; else it is looked up by area. Example: '431226'"),
  ...boardSettings,
});
export type Settings = z.infer<typeof Settings>;
