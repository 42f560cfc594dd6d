import excel from "exceljs";
import { COLUMNS, guarded, LONGEST_CELL } from "./export-columns.ts";
import type { ExportFormat } from "./export-format.ts";

/** A workbook with one sheet, written as it grows. */
export const xlsx: ExportFormat = {
  async open(target, context) {
    const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: target.stream });
    const sheet = workbook.addWorksheet("messages", { views: [{ state: "frozen", ySplit: 1 }] });
    sheet.columns = COLUMNS.map(({ head, width }) => ({ header: head, width }));
    return {
      async write(message) {
        const cells = COLUMNS.map(({ head, of }) => {
          const value = of(message);
          if (typeof value !== "string") return value;
          const text = guarded(value);
          if (text.length <= LONGEST_CELL) return text;
          context.say(`${message.id}: ${head} is cut to ${LONGEST_CELL} characters, more fit into no cell`);
          return `${text.slice(0, LONGEST_CELL - 1)}…`;
        });
        sheet.addRow(cells).commit();
      },
      async end() {
        sheet.commit();
        await workbook.commit();
      },
    };
  },
};
