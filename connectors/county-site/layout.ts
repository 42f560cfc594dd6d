import { z } from "zod";
import { selectorProblem } from "./select.ts";

/**
 * A layout is configuration: where a site's pages carry what. Its keys are the platform sheet's (§3); an operator
 * overrides single ones with the setting `map`. Selectors are CSS; `a@title` is an attribute, `@data-id` one of the row
 * itself, and `a@title | a` takes the first that gives anything.
 */

const Selector = z.string().superRefine((expression, context) => {
  const message = selectorProblem(expression);
  if (message !== null) context.addIssue({ code: "custom", message });
});
const Pattern = z.string().refine(compiles, { error: "expected a regular expression, such as [?&]id=(\\d+)" });

/** What a labelled cell of a detail page may hold. */
export const Field = z.enum([
  "title",
  "author",
  "number",
  "postedAt",
  "platformKind",
  "platformField",
  "text",
  "status",
  "evaluation",
  "box",
  "followUp",
  "attachments",
]);
export type Field = z.infer<typeof Field>;

/** From a label, compared without spaces and colons, to what its cell holds. */
const Labels = z.record(z.string(), Field);

const mandatory = z
  .array(Field)
  .describe("fields without which a letter's page counts as laid out anew: the source turns degraded");

/** Preset a: a list as an HTML table, a detail page as a table of label and value. */
export const TableLayout = z.strictObject({
  layout: z.literal("table-gbk"),
  charset: z
    .string()
    .describe("charset of pages whose header names none; a page that is UTF-8 is read as UTF-8 all the same"),
  list: z.strictObject({
    path: z.string().describe("path of a list page; {n} is the page's number"),
    first: z.int().describe("number of the first page"),
    rows: Selector.describe("the rows that are letters"),
    link: Selector.describe("the address of a row's letter"),
    id: Pattern.describe("the letter's id within that address, as first group"),
    title: Selector,
    status: Selector,
    kind: Selector,
    date: Selector,
    last: Pattern.describe("the number of the last page within the list page's text"),
  }),
  detail: z.strictObject({
    table: Selector.describe("the table that holds the letter"),
    pairs: Selector.describe("a value's cell right after its label's"),
    repeat: z.tuple([z.string(), z.string(), z.string()]).describe("labels of a reply: office, time, text"),
    labels: Labels,
  }),
  mandatory,
});
export type TableLayout = z.infer<typeof TableLayout>;

/** Preset b: a list as JSON, a detail page as HTML with classes. */
export const JsonLayout = z.strictObject({
  layout: z.literal("json-html"),
  list: z.strictObject({
    path: z.string().describe("address of a list page; {n}, {siteId} and {appId} are filled in"),
    first: z.int(),
    ok: z.string().regex(/^\S+ == \S+$/, { error: 'expected "key == value", such as "statusCode == 200"' }),
    rows: z.string().describe("path of the rows"),
    total: z.string().describe("path of the number of letters"),
    id: z.string(),
    title: z.string(),
    kind: z.string(),
    status: z.string(),
    office: z.string(),
    postedAt: z.string().describe("key of the time of writing, then its unit"),
    repliedAt: z.string().describe("key of the reply's time, then its unit"),
    link: z.string().describe("key of the letter's address, then its forms"),
    text: z.string().describe("key of the whole letter, where a row carries it"),
    replies: z
      .string()
      .describe("key of the replies, where a row carries them; each has its text under the key of `text`"),
  }),
  detail: z.strictObject({
    id: Pattern.describe("the letter's id within its address, as first group"),
    root: Selector,
    title: Selector,
    text: Selector,
    labels: Selector.describe("elements that read label：value"),
    replies: Selector.describe("one element for each reply"),
    reply: z.strictObject({ line: Selector, text: Selector, by: Pattern, at: Pattern }),
  }),
  mandatory,
});
export type JsonLayout = z.infer<typeof JsonLayout>;

/** Preset c: list and detail drawn by a script. */
export const BrowserLayout = z.strictObject({
  layout: z.literal("browser"),
  ready: Selector.describe("shows that the list is drawn"),
  readySeconds: z.number().positive().describe("how long a page may take to be drawn"),
  list: z.strictObject({
    rows: Selector,
    id: Selector,
    title: Selector,
    status: Selector,
    kind: Selector,
    date: Selector,
    next: Selector.describe("the link to the next page, absent or disabled on the last"),
    settle: z
      .strictObject({ selector: Selector, attribute: z.string() })
      .describe("changes once the next page is drawn"),
  }),
  detail: z.strictObject({
    path: z.string().describe("path of a letter's page; {id} is the letter's id"),
    id: Pattern.describe("the letter's id within its address, as first group"),
    ready: Selector,
    gone: Selector.describe("shows that the letter is not there any more"),
    root: Selector,
    title: Selector,
    pairs: Selector,
    replies: Selector,
    reply: z.strictObject({ by: Selector, at: Selector, text: Selector }),
    labels: Labels,
  }),
  mandatory,
});
export type BrowserLayout = z.infer<typeof BrowserLayout>;

/** Any layout. */
export const Layout = z.discriminatedUnion("layout", [TableLayout, JsonLayout, BrowserLayout]);
export type Layout = z.infer<typeof Layout>;

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
