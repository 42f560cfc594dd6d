import { UrgencyLevel } from "../record/vocabulary.ts";
import type { Projection } from "./projection.ts";
import type { ReportCounts, ReportFigures } from "./store.ts";

/** What the report needs of one message. `lastDueAt` is the due time that stood before an answer ended it. */
export type ReportRow = Pick<
  Projection,
  | "connector"
  | "fieldLabel"
  | "kind"
  | "township"
  | "townshipName"
  | "urgency"
  | "group"
  | "title"
  | "postedAt"
  | "recordedAt"
  | "dueAt"
  | "repliedAt"
  | "replied"
  | "closed"
> & { readonly lastDueAt: string | null };

/** Most groups listed as topics. */
const TOPICS = 20;

class Counts {
  received = 0;
  replied = 0;
  closed = 0;
  overdue = 0;

  add(row: ReportRow, overdue: boolean): void {
    this.received += 1;
    if (row.replied) this.replied += 1;
    if (row.closed) this.closed += 1;
    if (overdue) this.overdue += 1;
  }

  plain(): ReportCounts {
    return { received: this.received, replied: this.replied, closed: this.closed, overdue: this.overdue };
  }
}

interface Topic {
  size: number;
  title: string;
  first: string;
  last: string;
}

/**
 * The figures of the report over given messages; one computation for every store, so that the numbers agree.
 *
 * `completionRate` is replied of received. `onTimeRate` is the share, among the messages replied or overdue, of those
 * replied no later than they were due (one that arrived with its reply never had a due time and is on time).
 * `medianReplyHours` runs from posting to the first reply.
 * @param rows in order of recording
 * @param now RFC 3339 in UTC: what is due before it and unanswered is overdue
 */
export function reportFigures(rows: Iterable<ReportRow>, now: string): ReportFigures {
  const all = new Counts();
  const slices = {
    byConnector: new Map<string, Counts>(),
    byField: new Map<string, Counts>(),
    byKind: new Map<string, Counts>(),
    byTownship: new Map<string, Counts>(),
    byUrgency: new Map<string, Counts>(),
  };
  const topics = new Map<string, Topic>();
  const hours: number[] = [];
  let onTime = 0;
  let judged = 0;
  for (const row of rows) {
    const overdue = !row.replied && row.dueAt !== null && row.dueAt < now;
    if (row.replied || overdue) judged += 1;
    if (row.replied && !isLate(row)) onTime += 1;
    if (row.repliedAt && row.postedAt) hours.push((Date.parse(row.repliedAt) - Date.parse(row.postedAt)) / 3_600_000);
    all.add(row, overdue);
    countIn(slices.byConnector, row.connector, row, overdue);
    countIn(slices.byField, row.fieldLabel ?? "unknown", row, overdue);
    countIn(slices.byKind, row.kind ?? "unknown", row, overdue);
    countIn(slices.byTownship, row.townshipName ?? row.township ?? "unknown", row, overdue);
    countIn(slices.byUrgency, UrgencyLevel.options[row.urgency ?? -1] ?? "unknown", row, overdue);
    addTopic(topics, row);
  }
  return {
    ...all.plain(),
    completionRate: ratio(all.replied, all.received),
    onTimeRate: ratio(onTime, judged),
    medianReplyHours: median(hours),
    byConnector: plain(slices.byConnector),
    byField: plain(slices.byField),
    byKind: plain(slices.byKind),
    byTownship: plain(slices.byTownship),
    byUrgency: plain(slices.byUrgency),
    topics: [...topics]
      .filter(([, topic]) => topic.size > 1)
      .map(([group, topic]) => ({ group, ...topic }))
      .sort((a, b) => b.size - a.size || (a.group < b.group ? -1 : 1))
      .slice(0, TOPICS),
  };
}

function isLate(row: ReportRow): boolean {
  return row.repliedAt !== null && row.lastDueAt !== null && row.repliedAt > row.lastDueAt;
}

function countIn(slice: Map<string, Counts>, name: string, row: ReportRow, overdue: boolean): void {
  let counts = slice.get(name);
  if (!counts) {
    counts = new Counts();
    slice.set(name, counts);
  }
  counts.add(row, overdue);
}

function addTopic(topics: Map<string, Topic>, row: ReportRow): void {
  if (!row.group || !row.recordedAt) return;
  const topic = topics.get(row.group);
  if (!topic) {
    topics.set(row.group, { size: 1, title: row.title ?? "", first: row.recordedAt, last: row.recordedAt });
    return;
  }
  topic.size += 1;
  if (!topic.title) topic.title = row.title ?? "";
  topic.last = row.recordedAt;
}

function plain(slice: Map<string, Counts>): Record<string, ReportCounts> {
  const sorted = [...slice].sort(([a, x], [b, y]) => y.received - x.received || (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, counts]) => [name, counts.plain()]));
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  const value =
    values.length % 2 === 1
      ? (values[middle] as number)
      : ((values[middle - 1] as number) + (values[middle] as number)) / 2;
  return Math.round(value * 10) / 10;
}
