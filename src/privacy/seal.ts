import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** What is sealed cannot be opened: another key, another label, or changed bytes. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

/**
 * Seals what citizens wrote in the clear: archive, originals, dead letters, queue payloads.
 * AES-256-GCM over the gzipped text; the label is authenticated, so that a sealed thing cannot stand in another's place.
 */
export interface Vault {
  /**
   * @param text what is to be sealed
   * @param label what it is and whose, such as `original:<message id>`
   * @returns version (1 byte), nonce (12), tag (16), ciphertext
   */
  seal(text: string, label: string): Uint8Array;
  /** @throws SealBroken */
  open(sealed: Uint8Array, label: string): string;
}

/** @param key 32 bytes */
export function createVault(key: Uint8Array): Vault {
  return {
    seal(text, label) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(label));
      // Level 1: the texts are short, and sealing is on the main road.
      const body = Buffer.concat([cipher.update(gzipSync(text, { level: 1 })), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, label) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < 1 + NONCE + TAG || bytes[0] !== VERSION) {
        throw new SealBroken(`${label}: not sealed by this program (${bytes.length} bytes)`);
      }
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + NONCE))
          .setAAD(Buffer.from(label))
          .setAuthTag(bytes.subarray(1 + NONCE, 1 + NONCE + TAG));
        const body = Buffer.concat([decipher.update(bytes.subarray(1 + NONCE + TAG)), decipher.final()]);
        return gunzipSync(body).toString("utf8");
      } catch (cause) {
        throw new SealBroken(`${label}: cannot be opened with the present privacy.sealKey`, { cause });
      }
    },
  };
}
