import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The two secrets of an installation, 32 bytes each. */
export interface PrivacyKeys {
  readonly authorKey: Uint8Array;
  readonly sealKey: Uint8Array;
}

/**
 * The configured keys; where the configuration names none, those in `<directory>/keys`, made at the first use
 * (mode 0600). The caller holds the folder's lock.
 * @param configured keys of the configuration; null where it is silent
 * @param directory the embedded data folder
 * @returns the keys, and whether any was made just now, so that the operator can be told once
 */
export function resolveKeys(
  configured: { authorKey: Uint8Array | null; sealKey: Uint8Array | null },
  directory: string,
): PrivacyKeys & { readonly made: boolean } {
  let made = false;
  const keyOf = (name: string, given: Uint8Array | null): Uint8Array => {
    if (given) return given;
    const folder = join(directory, "keys");
    const file = join(folder, name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) {
      // Whole or not at all: a start that is killed here must not leave half a key behind.
      writeFileSync(`${file}.new`, randomBytes(32).toString("hex"), { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
      made = true;
    }
    const key = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
    if (key.length !== 32) {
      throw new Error(`${file} does not hold 32 bytes in hex: restore it from a backup, what it sealed needs it`);
    }
    return key;
  };
  const authorKey = keyOf("author", configured.authorKey);
  const sealKey = keyOf("seal", configured.sealKey);
  return { authorKey, sealKey, made };
}
