import type { Layout } from "../layout.ts";
import { browser } from "./browser.ts";
import { jsonHtml } from "./json-html.ts";
import { tableGbk } from "./table-gbk.ts";

/** The presets by name. */
export const presets: Readonly<Record<Layout["layout"], Layout>> = {
  "table-gbk": tableGbk,
  "json-html": jsonHtml,
  browser,
};
