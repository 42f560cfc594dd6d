import type { Message } from "../record/message.ts";
import type { Target } from "./export-target.ts";
import type { Context } from "./io.ts";

/** Writes messages in one format. */
export interface ExportWriter {
  write(message: Message): Promise<void>;
  end(): Promise<void>;
}

/** A format of `export`. */
export interface ExportFormat {
  open(target: Target, context: Context): Promise<ExportWriter>;
}
