import type { CheerioAPI } from "cheerio";
import { absolute } from "./address.ts";
import type { BrowserLayout, Field, JsonLayout, Layout, TableLayout } from "./layout.ts";
import { commonLabels, commonReplyLabels, type ReplyPart } from "./layouts/labels.ts";
import type { Letter, Reply } from "./letter.ts";
import { label, type Nodes, pick, textOf } from "./select.ts";

/** The element that holds the letter. */
export function letterRoot($: CheerioAPI, layout: Layout): Nodes {
  return $(layout.layout === "table-gbk" ? layout.detail.table : layout.detail.root).first();
}

/**
 * Reads a letter's page.
 * @param base the page's address, for relative links of attachments
 * @returns what the page shows, or null when it does not hold a letter in this layout
 */
export function readLetter($: CheerioAPI, layout: Layout, base: string | null): Letter | null {
  const root = letterRoot($, layout);
  if (root.length === 0) return null;
  const draft = new Draft($, base);
  if (layout.layout === "table-gbk") readTable(draft, root, layout);
  if (layout.layout === "json-html") readClasses(draft, root, layout);
  if (layout.layout === "browser") readDrawn(draft, root, layout);
  return draft.letter();
}

/** Preset a: labels and values; a new office's label opens the next reply. By label, never by row number (§7.4, §7.5). */
function readTable(draft: Draft, root: Nodes, layout: TableLayout): void {
  const [by, at, text] = layout.detail.repeat;
  const replyLabels = { ...commonReplyLabels, [label(by)]: "by", [label(at)]: "at", [label(text)]: "text" } as const;
  draft.pairs(root, layout.detail.pairs, layout.detail.labels, replyLabels);
}

/** Preset b: an element with a class for each thing; labels in lines. */
function readClasses(draft: Draft, root: Nodes, { detail }: JsonLayout): void {
  draft.set("title", root.find(detail.title).first());
  draft.set("text", root.find(detail.text).first());
  for (const line of draft.all(root, detail.labels)) {
    const [, name, value] = /^([^：:]+)[：:]\s*([\s\S]*)$/.exec(textOf(line)) ?? [];
    if (name !== undefined) draft.field(label(name), value ?? "", {});
  }
  for (const block of draft.all(root, detail.replies)) {
    const line = pick(block, detail.reply.line) ?? "";
    draft.reply({
      by: first(detail.reply.by, `${line} `),
      at: first(detail.reply.at, line),
      text: pick(block, detail.reply.text) ?? "",
    });
  }
}

/** Preset c: labels and values, replies as blocks. */
function readDrawn(draft: Draft, root: Nodes, { detail }: BrowserLayout): void {
  draft.pairs(root, detail.pairs, detail.labels, commonReplyLabels);
  draft.set("title", root.find(detail.title).first());
  for (const block of draft.all(root, detail.replies)) {
    draft.reply({
      by: pick(block, detail.reply.by),
      at: pick(block, detail.reply.at),
      text: pick(block, detail.reply.text) ?? "",
    });
  }
}

/** A letter while its page is read. */
class Draft {
  readonly #$: CheerioAPI;
  readonly #base: string | null;
  readonly #fields: Partial<Record<Field, string>> = {};
  readonly #replies: Reply[] = [];
  readonly #attachments = new Map<string, "image" | "file" | "link">();
  readonly #otherLabels: string[] = [];

  constructor($: CheerioAPI, base: string | null) {
    this.#$ = $;
    this.#base = base;
  }

  all(root: Nodes, selector: string): Nodes[] {
    return root
      .find(selector)
      .toArray()
      .map((element) => this.#$(element));
  }

  /** Takes an element's text and attachments, unless the field is known already. */
  set(field: Field, element: Nodes): void {
    const text = textOf(element);
    if (field === "text" || field === "attachments") this.#attach(element);
    if (text === "" || field === "attachments") return;
    if (field === "followUp" && this.#fields.followUp !== undefined) this.#fields.followUp += `\n${text}`;
    this.#fields[field] ??= text;
  }

  /** Takes a labelled value that is text already. */
  field(name: string, value: string, labels: Readonly<Record<string, Field>>): void {
    const field = fieldOf(name, labels);
    if (field === null) this.#otherLabels.push(name);
    else if (value.trim() !== "") this.#fields[field] ??= value.trim();
  }

  /** Takes label and value cells in the order of the page; replies open, fill and close as they come. */
  pairs(
    root: Nodes,
    selector: string,
    labels: Readonly<Record<string, Field>>,
    replyLabels: Readonly<Record<string, ReplyPart>>,
  ): void {
    const values = this.all(root, selector);
    const cells = new Set(values.map((value) => value[0]));
    let open: { by: string | null; at: string | null; text: string | null } | null = null;
    const close = () => {
      if (open !== null) this.reply({ ...open, text: open.text ?? "" });
    };
    for (const value of values) {
      // A table that a citizen pasted into the letter has cells of its own.
      const around = value.parents().toArray();
      if (around.some((parent) => cells.has(parent))) continue;
      const name = label(textOf(value.prev()));
      const field = fieldOf(name, labels);
      const part = field === null && Object.hasOwn(replyLabels, name) ? replyLabels[name] : undefined;
      if (part !== undefined) {
        if (open === null || part === "by" || open[part] !== null) {
          close();
          open = { by: null, at: null, text: null };
        }
        open[part] = textOf(value) || null;
      } else if (field === null) this.#otherLabels.push(name);
      else this.set(field, value);
    }
    close();
  }

  /** Adds a reply; one without a text has not been given yet. */
  reply(reply: Reply): void {
    if (reply.text !== "") this.#replies.push(reply);
  }

  letter(): Letter {
    return {
      fields: this.#fields,
      replies: this.#replies,
      attachments: [...this.#attachments].map(([url, kind]) => ({ kind, url })),
      otherLabels: this.#otherLabels,
    };
  }

  /** Links only: scans may hold personal data and are never fetched (§7.14). */
  #attach(element: Nodes): void {
    for (const link of this.all(element, "a[href], img[src]")) {
      const url = absolute(link.attr("src") ?? link.attr("href") ?? "", this.#base);
      if (url !== null) this.#attachments.set(url, link.is("img") ? "image" : kindOf(url));
    }
  }
}

function kindOf(url: string): "image" | "file" | "link" {
  if (/\.(?:jpe?g|png|gif|webp|bmp)$/i.test(url)) return "image";
  return /\/uploadfile\/|\.(?:pdf|docx?|xlsx?|pptx?|wps|zip|rar|mp3|mp4)$/i.test(url) ? "file" : "link";
}

function fieldOf(name: string, labels: Readonly<Record<string, Field>>): Field | null {
  for (const [written, field] of Object.entries(labels)) if (label(written) === name) return field;
  return Object.hasOwn(commonLabels, name) ? (commonLabels[name] ?? null) : null;
}

function first(pattern: string, text: string): string | null {
  return new RegExp(pattern).exec(text)?.[1]?.trim() || null;
}
