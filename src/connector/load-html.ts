import { type CheerioAPI, type CheerioOptions, load } from "cheerio";
import { hasCostlyTag } from "./costly-tag.ts";
import { wellFormed } from "./well-formed.ts";

/** No page that people read nests deeper; browsers themselves stop at 512. */
const MAX_DEPTH = 256;

/** What an element costs beside the search through the elements that stand open, in steps. */
const ELEMENT_STEPS = 20;

/**
 * The most steps that the parser may take in its own lists, where hostile pages make its time grow with the square. A
 * page with ten thousand elements takes some hundred thousand.
 */
const MAX_STEPS = 5_000_000;

type TreeAdapter = NonNullable<CheerioOptions["treeAdapter"]>;

/** The page is not worth its cost; thrown out of the parser and caught here. */
class TooDeep extends Error {}

/** Cheerio's own adapter to its parser; it is not exported, but each parsed page carries it. */
const plain = (load("") as unknown as { _options: CheerioOptions })._options.treeAdapter as TreeAdapter;

/**
 * Parses HTML of unknown origin in bounded time.
 * @param isDocument false for a fragment, which gets no `html`, `head` and `body`
 * @returns null when it is nested too deep, or made to take the parser too long
 */
export function loadHtml(html: string, isDocument = true): CheerioAPI | null {
  if (hasCostlyTag(html)) return null;
  try {
    return load(wellFormed(html), { treeAdapter: guarded() }, isDocument);
  } catch (error) {
    if (error instanceof TooDeep) return null;
    throw error;
  }
}

/** The adapter that counts what one parse costs: how many elements stand open, and how long the lists are that it searches. */
function guarded(): TreeAdapter {
  let depth = 0;
  let steps = 0;
  const spend = (cost: number) => {
    steps += cost;
    if (steps > MAX_STEPS) throw new TooDeep();
  };
  return {
    ...plain,
    createElement(name, namespace, attributes) {
      spend(ELEMENT_STEPS);
      return plain.createElement(name, namespace, attributes);
    },
    onItemPush() {
      depth++;
      if (depth > MAX_DEPTH) throw new TooDeep();
      spend(depth);
    },
    onItemPop() {
      depth--;
    },
    insertBefore(parent, node, reference) {
      spend(parent.children.length);
      plain.insertBefore(parent, node, reference);
    },
    insertTextBefore(parent, text, reference) {
      spend(parent.children.length);
      plain.insertTextBefore(parent, text, reference);
    },
    detachNode(node) {
      spend(node.parent?.children.length ?? 0);
      plain.detachNode(node);
    },
  };
}
