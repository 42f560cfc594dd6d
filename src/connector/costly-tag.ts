/** Pairs of attributes that the parser may compare: it holds each name of a tag against all before it. */
const MAX_COMPARISONS = 20_000_000;

/** How often, on average, a character may be read: tags within scripts and values begin inside others. */
const MAX_READINGS = 10;

const TAG = /<\/?[a-z][^\t\n\f\r />]*/gi;

/** An attribute by the tokeniser's rules, its value as far as an opening quote; no match at the end of the tag. */
const ATTRIBUTE = /[\t\n\f\r /]*[^\t\n\f\r />][^\t\n\f\r />=]*(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:(["'])|[^\t\n\f\r >]*))?/y;

/**
 * Whether tags carry so many attributes that the HTML parser would take too long. Linear: every place where a tag may
 * begin is read to its end, so that nothing before it (a script, an open quote) can hide one, and a text in which that
 * takes too long counts as costly.
 */
export function hasCostlyTag(html: string): boolean {
  let comparisons = 0;
  let read = 0;
  const tag = new RegExp(TAG);
  for (let found = tag.exec(html); found !== null; found = tag.exec(html)) {
    const { attributes, end } = readAttributes(html, tag.lastIndex);
    comparisons += (attributes * attributes) / 2;
    read += end - found.index;
    if (comparisons > MAX_COMPARISONS || read > MAX_READINGS * html.length) return true;
    tag.lastIndex = found.index + 1;
  }
  return false;
}

/** Counts a tag's attributes, from the end of its name. */
function readAttributes(html: string, from: number): { attributes: number; end: number } {
  let attributes = 0;
  let end = from;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const found = ATTRIBUTE.exec(html);
    if (found === null) return { attributes, end };
    attributes++;
    end = ATTRIBUTE.lastIndex;
    if (found[1] === undefined) continue;
    const close = html.indexOf(found[1], end);
    end = close < 0 ? html.length : close + 1;
  }
}
