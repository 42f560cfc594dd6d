import type { Story, StoryPost } from "../story.ts";

/** The letters that the site shows, newest first. */
export function shown(story: Story): StoryPost[] {
  return story.posts().filter((post) => !post.withdrawn);
}

/** One page of a list; pages count from 1. */
export function pageOf<T>(all: readonly T[], number: number, size: number): T[] {
  return all.slice((number - 1) * size, number * size);
}

/** The page that a query asks for; nonsense gives the first, as such sites do. */
export function pageNumber(text: string | undefined): number {
  return /^[1-9]\d{0,4}$/.test(text ?? "") ? Number(text) : 1;
}

/** The site's words for what the office did. */
export const STATUS: Readonly<Record<StoryPost["status"], string>> = {
  awaiting: "待回复",
  in_progress: "办理中",
  replied: "已回复",
  closed: "已办结",
};

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Date and time of Beijing by their parts, never padded. */
function beijing(instant: Date): { date: number[]; time: number[] } {
  const shifted = new Date(instant.getTime() + 8 * 3_600_000);
  return {
    date: [shifted.getUTCFullYear(), shifted.getUTCMonth() + 1, shifted.getUTCDate()],
    time: [shifted.getUTCHours(), shifted.getUTCMinutes(), shifted.getUTCSeconds()],
  };
}

const pad = (part: number): string => String(part).padStart(2, "0");

/** `2026-3-2`: old sites pad nothing. */
export function plainDate(instant: Date): string {
  return beijing(instant).date.join("-");
}

/** `2026-3-2 8:05:09`: the hour unpadded, minutes and seconds padded. */
export function plainTime(instant: Date): string {
  const { date, time } = beijing(instant);
  return `${date.join("-")} ${[time[0], ...time.slice(1).map(pad)].join(":")}`;
}

/** `2026-03-02 08:05:09`. */
export function paddedTime(instant: Date): string {
  const { date, time } = beijing(instant);
  return `${date.map(pad).join("-")} ${time.map(pad).join(":")}`;
}

/** `03-02`: lists drawn by scripts leave the year out. */
export function shortDate(instant: Date): string {
  return beijing(instant).date.slice(1).map(pad).join("-");
}
