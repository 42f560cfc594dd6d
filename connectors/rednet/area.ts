import type { ConnectorContext } from "../../src/connector/connector.ts";
import type { HttpPort } from "../../src/connector/http.ts";
import type { Settings } from "./settings.ts";

/** The GB code of 麻阳: taken where the site's list of areas gives none (platform sheet §2). */
const MAYANG = "431226";

/** Areas by client: looked up once for as long as the daemon runs. */
const known = new WeakMap<HttpPort, Area>();

/** The number under which the site keeps the county, and where it comes from. */
export interface Area {
  readonly id: string;
  readonly from: string;
}

/** Finds the county's number: the setting, else the site's list of areas, else the GB code. */
export async function resolveArea(context: ConnectorContext<Settings>): Promise<Area> {
  const { settings, http } = context;
  if (settings.areaId !== undefined) return { id: settings.areaId, from: "the setting areaId" };
  const before = known.get(http);
  if (before !== undefined) return before;
  const url = `${settings.baseUrl.replace(/\/$/, "")}/front/common/areas`;
  const response = await http.request(url, { accept: [400, 404, 405], free: true });
  const found = response.status === 200 ? findArea(new TextDecoder().decode(response.body), settings.area) : null;
  const area =
    found === null
      ? { id: MAYANG, from: "the GB code, the site's list has no such area" }
      : { id: found, from: "the site's list of areas" };
  known.set(http, area);
  return area;
}

/**
 * Finds an area in the site's list, whose shape nobody has seen: any object with a name that begins with the area's and
 * a number of six digits counts.
 */
export function findArea(body: string, area: string): string | null {
  let root: unknown;
  try {
    root = JSON.parse(body);
  } catch {
    return null;
  }
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    const fields = Object.values(value);
    const named = fields.some((field) => typeof field === "string" && field.startsWith(area));
    const id = fields.map(String).find((field) => /^\d{6}$/.test(field));
    if (named && id !== undefined) return id;
    open.push(...fields.filter((field) => field !== undefined));
  }
  return null;
}
