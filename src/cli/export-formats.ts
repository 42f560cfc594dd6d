import { COLUMNS, guarded } from "./export-columns.ts";
import type { ExportFormat } from "./export-format.ts";

/** The formats; each loads what it needs only when it is asked for. */
export const writers: Readonly<Record<"jsonl" | "csv" | "xlsx", () => Promise<ExportFormat>>> = {
  jsonl: async () => jsonl,
  csv: async () => csv,
  xlsx: async () => (await import("./export-xlsx.ts")).xlsx,
};

/** Records as they are, a line each. */
const jsonl: ExportFormat = {
  async open(target) {
    return { write: (message) => target.write(`${JSON.stringify(message)}\n`), async end() {} };
  },
};

/**
 * RFC 4180: commas, CRLF, quotes where needed. It begins with a byte order mark, because spreadsheet programs on a Chinese
 * Windows otherwise read UTF-8 as GBK.
 */
const csv: ExportFormat = {
  async open(target) {
    const row = (cells: readonly (string | number | null)[]) => target.write(`${cells.map(csvCell).join(",")}\r\n`);
    await target.write("\ufeff");
    await row(COLUMNS.map(({ head }) => head));
    return { write: (message) => row(COLUMNS.map(({ of }) => of(message))), async end() {} };
  },
};

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = guarded(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
