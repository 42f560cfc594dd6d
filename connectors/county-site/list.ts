import type { Parsed } from "../../src/connector/connector.ts";
import type { Payload } from "../../src/connector/errors.ts";
import { collectPosts, problem } from "../../src/connector/parsed.ts";
import { type Letter, toPost } from "./letter.ts";

/** One letter in a list. */
export interface Row {
  readonly id: string;
  /** As the list shows it, perhaps cut: only the detail has the whole one for sure. */
  readonly title: string | null;
  /** The address of the letter's page, or null until it is published. */
  readonly url: string | null;
  readonly status: string | null;
  readonly kind: string | null;
  /** A date as the list writes it, letter's or publication's. */
  readonly date: string | null;
  /** The letter itself, where the list carries it whole. */
  readonly letter: Letter | null;
}

/** A list page as it was read. */
export interface ListPage {
  readonly rows: readonly Row[];
  /** Rows without a letter's id: notices, statistics, public announcements (platform sheet §7.9, §7.13). */
  readonly notices: number;
  /** How many letters the list says it has, or null. */
  readonly total: number | null;
  /** How many pages the list says it has, or null. */
  readonly pages: number | null;
  /** Rows that cannot be read, by their path. */
  readonly dropped: readonly { readonly path: string; readonly message: string; readonly reason: string }[];
  /** What is wrong with the page as a whole. */
  readonly problem: { readonly reason: string; readonly message: string } | null;
}

/** A page that is not a list. */
export function noList(reason: string, message: string): ListPage {
  return { rows: [], notices: 0, total: null, pages: null, dropped: [], problem: { reason, message } };
}

/** Every title of some lists ends so, cut or not (platform sheet §7.3): such a title is not trusted. */
function wholeTitle(title: string | null): string | null {
  return title === null || /(?:\.{3}|…)$/.test(title) ? null : title;
}

/**
 * A list page's rows as posts. A row that does not carry its letter gives a partial post, its title standing for the
 * text (`extensions.partial`): for people who look at a saved page, and to tell what is new. Polls hand on whole letters
 * alone.
 */
export function rowPosts(page: ListPage, payload: Payload, source: string): Parsed {
  if (page.problem !== null) return problem(page.problem.reason, page.problem.message);
  const parsed = collectPosts(
    page.rows,
    (row) => {
      const facts = { source, id: row.id, url: row.url, payload };
      if (row.letter !== null) return toPost(row.letter, facts, []);
      return { ...toPost(partial(row), facts, []), extensions: { partial: "list" } };
    },
    (row) => row.id,
  );
  const dropped = page.dropped.map((entry) => ({ externalId: null, ...entry }));
  return { ...parsed, dropped: [...dropped, ...parsed.dropped] };
}

function partial(row: Row): Letter {
  const fields = {
    title: wholeTitle(row.title),
    text: row.title,
    postedAt: row.date,
    platformKind: row.kind,
    status: row.status,
  };
  const known = Object.entries(fields).filter(([, value]) => value !== null);
  return { fields: Object.fromEntries(known), replies: [], attachments: [], otherLabels: [] };
}
