import { z } from "zod";
import { boardSettings } from "../../src/connector/board-settings.ts";
import type { Placeholders } from "./address.ts";
import { Layout } from "./layout.ts";
import { presets } from "./layouts/index.ts";

const Id = z.union([z.string().min(1), z.int()]).transform(String);

/** Settings of a county-site source. */
export const Settings = z
  .strictObject({
    baseUrl: z.url({ protocol: /^https?$/ }).describe("the site, such as https://www.mayang.gov.cn"),
    lists: z
      .array(z.string().min(1))
      .min(1)
      .describe(
        'addresses of the lists of letters, such as "/zmhd/letters.asp"; {n} is the page number where the address needs one',
      ),
    layout: z
      .enum(["table-gbk", "json-html", "browser"])
      .default("table-gbk")
      .describe("how the site is laid out: static tables, a JSON list with HTML details, or lists drawn by a script"),
    map: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('single keys of the layout that differ on this site, such as { list: { rows: "ul.letters > li" } }'),
    siteId: Id.optional().describe("the site's number in json-html addresses, such as 26"),
    appId: Id.optional().describe("the mailbox's number in json-html addresses, such as 7"),
    ...boardSettings,
  })
  .superRefine((settings, context) => {
    const layout = Layout.safeParse(merged(settings));
    for (const issue of layout.error?.issues ?? []) {
      context.addIssue({ code: "custom", path: ["map", ...issue.path], message: issue.message });
    }
  });
export type Settings = z.infer<typeof Settings>;

/** The values that a list's address may name. */
export function placeholders(settings: { siteId?: string | undefined; appId?: string | undefined }): Placeholders {
  const { siteId, appId } = settings;
  return { ...(siteId === undefined ? {} : { siteId }), ...(appId === undefined ? {} : { appId }) };
}

/** The preset with the operator's overrides. */
export function layoutOf(settings: Pick<Settings, "layout" | "map">): Layout {
  return Layout.parse(merged(settings));
}

function merged(settings: Pick<Settings, "layout" | "map">): unknown {
  return override(presets[settings.layout], settings.map);
}

/** Objects are merged key by key; everything else is replaced. */
function override(base: unknown, change: unknown): unknown {
  if (!isObject(base) || !isObject(change)) return change;
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(change)) result[name] = name in base ? override(base[name], value) : value;
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Origins of the site. Pages of www.mayang.gov.cn link to each other by http and https (platform sheet §1), so on the
 * usual ports both are the site.
 */
export function originsOf(settings: Pick<Settings, "baseUrl">): string[] {
  const { origin, host, port } = new URL(settings.baseUrl);
  return port === "" ? [`https://${host}`, `http://${host}`] : [origin];
}
