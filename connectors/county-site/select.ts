import { type CheerioAPI, load } from "cheerio";
import { type HtmlNode, nodesText } from "../../src/connector/html-text.ts";

/** Some elements of a page. */
export type Nodes = ReturnType<CheerioAPI>;

/** One alternative of an expression: a CSS selector (empty means the element itself) and perhaps an attribute. */
function alternatives(expression: string): { css: string; attribute: string | null }[] {
  return expression.split(" | ").map((part) => {
    const match = /^(.*)@([\w-]+)$/s.exec(part.trim());
    return match === null
      ? { css: part.trim(), attribute: null }
      : { css: (match[1] as string).trim(), attribute: match[2] as string };
  });
}

/** Says what is wrong with a selector expression, or null. */
export function selectorProblem(expression: string): string | null {
  for (const { css, attribute } of alternatives(expression)) {
    if (css === "" && attribute === null) return "expected a CSS selector, found an empty one";
    if (css === "") continue;
    try {
      load("<p></p>")(css);
    } catch (error) {
      return `${JSON.stringify(css)} is no CSS selector: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return null;
}

/**
 * Reads what a selector expression points at within an element: `a@title | a` is the attribute, else the text.
 * @returns the first alternative's value that is not blank, or null
 */
export function pick(element: Nodes, expression: string): string | null {
  for (const { css, attribute } of alternatives(expression)) {
    const found = css === "" ? element : element.find(css).first();
    const value = attribute === null ? textOf(found) : (found.attr(attribute) ?? "").trim();
    if (value !== "") return value;
  }
  return null;
}

/** The text of elements as a reader sees it. */
export function textOf(elements: Nodes): string {
  return nodesText(elements.toArray() as HtmlNode[]);
}

/** A label as labels are compared: without spaces (full-width ones too) and colons (platform sheet §3). */
export function label(text: string): string {
  return text.replace(/[\s：:]+/g, "");
}
