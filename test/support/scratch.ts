import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of one's own. */
export function scratch(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "heartbridge-test-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
