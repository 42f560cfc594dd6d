import type { Letter } from "./letter.ts";

/** One letter in a list. */
export interface Row {
  readonly id: string;
  /** Null where the list cuts titles: the detail has the whole one. */
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
export function wholeTitle(title: string | null): string | null {
  return title === null || /(?:\.{3}|…)$/.test(title) ? null : title;
}
