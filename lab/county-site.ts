import { browserRoutes } from "./county-site/browser.ts";
import { jsonHtmlRoutes } from "./county-site/json-html.ts";
import { tableGbkRoutes } from "./county-site/table-gbk.ts";
import type { LabOptions, LabPlatform } from "./platform.ts";
import { faultHook, faultSwitch, startPlatform } from "./server.ts";

/** The three ways in which county sites show their mailboxes: platform sheet §3. */
export type CountySiteLayout = "table-gbk" | "json-html" | "browser";

/** Faults of a mailbox beside those that every platform shows. */
const FAULTS: Readonly<Record<CountySiteLayout, readonly string[]>> = {
  "table-gbk": ["empty", "field-missing", "detail-missing", "moved", "script-drawn", "wrong-charset", "endless-paging"],
  "json-html": ["empty", "field-missing", "detail-missing", "unpublished", "endless-paging"],
  browser: ["empty", "field-missing", "detail-missing", "endless-paging"],
};

const SETTINGS: Readonly<Record<CountySiteLayout, Record<string, unknown>>> = {
  "table-gbk": { lists: ["/zmhd/letters.asp"], layout: "table-gbk" },
  "json-html": { lists: ["/IGI/nbhd/openGovmsgbox.do"], layout: "json-html", siteId: "26", appId: "7" },
  // Its script draws within 300 ms: a fault need not be waited for as long as a real site's.
  browser: { lists: ["/hdjl/xzxx/index.shtml"], layout: "browser", map: { readySeconds: 2 } },
};

/** A county's days pass in minutes here. */
const RHYTHM = { walkEvery: "0s", revisitAfter: "1m", confirmWithdrawalAfter: "2s" };

/**
 * Imitates the mailbox of a county's site on loopback. Letters keep the story's ids in every layout, though IGI's own
 * are numbers.
 * @param options.layout how the site shows letters
 */
export async function startCountySite(options: LabOptions & { layout: CountySiteLayout }): Promise<LabPlatform> {
  const { story, layout } = options;
  const fault = faultSwitch(FAULTS[layout]);
  let origin = "";
  const running = await startPlatform({
    name: `county site (${layout})`,
    ...(options.port === undefined ? {} : { port: options.port }),
    register: (app) => {
      app.addHook("onRequest", faultHook(fault.current));
      if (layout === "table-gbk") tableGbkRoutes(app, story, fault.current);
      if (layout === "json-html") jsonHtmlRoutes(app, story, fault.current, () => origin);
      if (layout === "browser") browserRoutes(app, story, fault.current);
    },
  });
  origin = running.origin;
  return {
    connector: "county-site",
    origin,
    story,
    fault: fault.set,
    settings: () => ({ baseUrl: origin, ...SETTINGS[layout], ...RHYTHM }),
    stop: running.stop,
  };
}
