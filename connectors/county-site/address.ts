import type { Layout } from "./layout.ts";

/** Values that an address's placeholders take. */
export type Placeholders = Readonly<Record<string, string>>;

/**
 * The address of a list's page. An entry of `lists` with `{n}` is used as it stands; another takes the query parameters
 * of the layout's own path beside its own, and the page's number goes where that path has it.
 * @param entry an entry of the setting `lists`, such as `/zmhd/letters.asp`
 */
export function pageAddress(
  entry: string,
  layout: Layout,
  baseUrl: string,
  number: number,
  values: Placeholders,
): string {
  const filled = { ...values, n: String(number) };
  if (layout.layout === "browser" || entry.includes("{n}")) return new URL(fill(entry, filled), baseUrl).href;
  // As text: a GBK site's query is percent-encoded GBK (§7.2), which URLSearchParams would decode as UTF-8 and spoil.
  const [path = "", query = ""] = fill(entry, filled).split("?");
  const own = query.split("&").filter((part) => part !== "");
  for (const part of (layout.list.path.split("?")[1] ?? "").split("&")) {
    const name = `${part.split("=")[0]}=`;
    const at = own.findIndex((other) => other.startsWith(name));
    if (at === -1) own.push(fill(part, filled));
    else if (part.includes("{n}")) own[at] = fill(part, filled);
  }
  return new URL(`${path}?${own.join("&")}`, baseUrl).href;
}

/** Puts values in place of `{name}`; a name without a value stays. */
export function fill(pattern: string, values: Placeholders): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Names of placeholders that a filled address still has. */
export function missingPlaceholders(address: string): string[] {
  return [...address.matchAll(/(?:\{|%7B)(\w+?)(?:\}|%7D)/gi)].map((match) => match[1] as string);
}

/**
 * An address as a page writes it (relative, `//host/…`, absolute) to a whole one.
 * @returns null for scripts, mail addresses, and relative addresses of a page whose own is unknown
 */
export function absolute(href: string, base: string | null): string | null {
  const text = href.trim();
  const origin = base !== null && URL.canParse(base) && /^https?:/.test(base) ? base : undefined;
  if (text === "" || text.startsWith("#") || !URL.canParse(text, origin)) return null;
  const url = new URL(text, origin);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}

/** The letter's id within its address. */
export function idInAddress(pattern: string, address: string): string | null {
  return new RegExp(pattern).exec(address)?.[1] ?? null;
}
