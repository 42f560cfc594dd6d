/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the project wants of it; null where there is none. */
  readonly goal: number | null;
  /** Which side of the goal is good. */
  readonly better: "less" | "more";
}

/** How a run of the benchmarks is set. */
export interface BenchOptions {
  /** A file of RawPost lines for the ingest case; invented posts unless told. */
  readonly data: string | null;
}

/** A case: a part of the table. */
export type BenchCase = (options: BenchOptions) => Promise<Figure[]>;

/** CPU time of this process, in milliseconds, all its threads together. */
export async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Time that work takes, in milliseconds. */
export async function timeOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The middle value: one run that the machine disturbed does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
