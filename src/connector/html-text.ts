import { type Cheerio, type CheerioAPI, load } from "cheerio";
import { loadHtml } from "./load-html.ts";
import { type Field, FieldError } from "./read.ts";
import { wellFormed } from "./well-formed.ts";

type Root = ReturnType<CheerioAPI["root"]> extends Cheerio<infer Document> ? Document : never;

/** A node of a parsed page, as cheerio hands it out. */
export type HtmlNode = Root | Root["children"][number];

const BLOCKS = new Set(
  "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);
const UNREAD = new Set(["script", "style", "noscript", "template", "head", "textarea", "select", "iframe", "object"]);

/** Copy guards and print-only parts (county-site sheet §7.8): what a reader never sees is not the citizen's. */
const HIDDEN_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b)/i;

/** Runs of white space that are not a single space already; most are, so this spares most of the work. */
const SPACES = /[^\S ]\s*|\s{2,}/g;

/**
 * HTML to the plain text that a reader sees: block tags become line breaks, hidden nodes are dropped, entities are
 * decoded once, runs of white space are one space, empty lines are dropped.
 * @param path where the HTML stood, such as `data.content`
 * @throws FieldError `too-deep` when it is nested too deep, or made to take the parser too long
 */
export function htmlToText(html: string, path = ""): string {
  const $ = loadHtml(html, false);
  if ($ === null) throw new FieldError("too-deep", path, `${path}: the HTML is nested too deep to be read`);
  return nodesText($.root().toArray());
}

/** The text of a field that holds HTML, empty where it is absent. Errors as `htmlToText`. */
export function htmlField(field: Field): string {
  return htmlToText(field.stringOrNull() ?? "", field.path);
}

/** The text of nodes of a parsed page, as `htmlToText`. */
export function nodesText(nodes: readonly HtmlNode[]): string {
  let text = "";
  // A stack of its own, not the call stack. A string is a line break to write.
  const open: (HtmlNode | string)[] = [...nodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node === "string") text += node;
    else if (node.type === "text") text += node.data.replace(SPACES, " ");
    else if ("children" in node && !hidden(node)) {
      const name = node.type === "root" || !("name" in node) ? "" : node.name;
      const line = BLOCKS.has(name) || name === "br" ? "\n" : "";
      text += line;
      if (line !== "" && name !== "br") open.push(line);
      for (let index = node.children.length - 1; index >= 0; index--) open.push(node.children[index] as HtmlNode);
    }
  }
  return tidy(text);
}

/**
 * Text that is not HTML but carries traces of it, as boards escape it in their templates: `<br>` becomes a line break,
 * entities are decoded once, every other `<` stays what it is.
 */
export function unescapeText(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").replace(/<br\s*\/?>/gi, "\n");
  if (!/&[#\w]+;/.test(lines)) return tidy(lines);
  return tidy(load(wellFormed(lines).replaceAll("<", "&lt;"), null, false).root().text());
}

function hidden(node: HtmlNode): boolean {
  if (!("attribs" in node)) return false;
  if (UNREAD.has(node.name) || "hidden" in node.attribs) return true;
  return HIDDEN_STYLE.test(node.attribs.style ?? "");
}

function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/[\s\u200B\uFEFF]+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
