/** A cell; numbers stand to the right. */
export type Cell = string | number | null;

/** Characters that take two columns on a terminal: East Asian wide and full-width ones, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : NO_WIDTH.test(character) ? 0 : 1;
  return width;
}

/** Cuts a text to so many columns, with an ellipsis where it was cut. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  for (const character of text) {
    if (widthOf(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * Lays out rows under their heads, two spaces apart. Control characters and line breaks become spaces.
 * @returns lines, each with its end
 */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map((cell) => plain(cell)));
  const widths = heads.map((head, column) =>
    Math.max(widthOf(head), ...texts.map((row) => widthOf(row[column] ?? ""))),
  );
  const right = heads.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === "number"));
  const lineOf = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const space = " ".repeat(widths[column]! - widthOf(cell));
        return right[column] ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  return [heads, ...texts].map((cells) => `${lineOf(cells)}\n`).join("");
}

function plain(cell: Cell): string {
  if (cell === null) return "-";
  return typeof cell === "number" ? String(cell) : cell.replace(/[\s\p{Cc}]+/gu, " ");
}
