import { type CheerioAPI, load } from "cheerio";

/** Beyond this a page is garbage or an attack: tree walkers of the parser recurse, and its time grows with the square. */
const MAX_DEPTH = 500;

/** Elements that never nest in themselves: HTML closes them by itself, and old pages leave them open. */
const UNCOUNTED = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option thead tbody tfoot".split(
    " ",
  ),
);

/**
 * Parses a page of HTML.
 * @returns null when it is nested too deep to be read
 */
export function loadPage(html: string): CheerioAPI | null {
  if (openTags(html) > 10 * MAX_DEPTH) return null;
  // Garbage read as GB18030 leaves halves of characters, at which the parser throws.
  const $ = load(html.replace(/\p{Surrogate}/gu, "\uFFFD"));
  let level = $.root().contents();
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return null;
    level = level.contents();
  }
  return $;
}

/** The most tags that stand open at once, roughly: a bound that costs no tree. */
function openTags(html: string): number {
  let open = 0;
  let most = 0;
  for (const [, slash, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (UNCOUNTED.has(name.toLowerCase())) continue;
    open += slash === "/" ? -1 : 1;
    if (open < 0) open = 0;
    if (open > most) most = open;
  }
  return most;
}
