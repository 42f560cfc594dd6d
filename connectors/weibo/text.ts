/** What citizens wrote, freed from what the interface adds (platform sheet §3). Emoticon codes and line breaks stay. */

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", "#39": "'" };

/** Decodes entities once, so that a citizen's `&amp;lt;` stays `&lt;`, and drops the blank and U+200B at the end. */
export function cleanText(text: string): string {
  const decoded = text.replace(/&(lt|gt|amp|quot|apos|#39);/g, (_whole, name: string) => ENTITIES[name] as string);
  let end = decoded.length;
  while (end > 0 && (decoded[end - 1] === "\u200b" || (decoded[end - 1] as string).trim() === "")) end--;
  return decoded.slice(0, end);
}

/** The platform's own words for a repost without any of the citizen's. */
export const BARE_REPOST = "转发微博";

/**
 * Divides the text of a repost: the citizen's own words stand before the first `//@`, what follows was written by others.
 * @returns `own` may be empty; `chain` is null where there is none
 */
export function splitRepost(text: string): { own: string; chain: string | null } {
  const at = text.indexOf("//@");
  return at < 0 ? { own: text, chain: null } : { own: cleanText(text.slice(0, at)), chain: text.slice(at) };
}

/** A picture's full size over https: `/thumbnail/` and its sisters become `/large/`. Null for what is no address. */
export function largePicture(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  url.protocol = "https:";
  url.pathname = url.pathname.replace(/^\/[^/]+\/(?=[^/]+$)/, "/large/");
  return url.href;
}
