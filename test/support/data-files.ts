import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Files of a folder, at any depth, that hold a text as UTF-8 bytes.
 * @returns their paths within the folder
 */
export function filesHolding(folder: string, text: string): string[] {
  const bytes = Buffer.from(text);
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    try {
      return readFileSync(join(folder, name)).includes(bytes);
    } catch (error) {
      // A folder, or a file that the running engine has removed since it was listed.
      if (["EISDIR", "ENOENT", "ENXIO"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
      throw error;
    }
  });
}
