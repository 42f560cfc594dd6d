import { type CipherGCM, createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** First byte of what is sealed: how the text within is written. */
const PLAIN = 1;
const DEFLATED = 2;
/** Shorter texts gain little by compression, and it costs more than sealing them. */
const DEFLATE_FROM = 4096;
const NONCE = 12;
const TAG = 16;

/** What is sealed cannot be opened: another key, another label, or changed bytes. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

/**
 * Seals what citizens wrote in the clear: archive, originals, dead letters, queue payloads.
 * AES-256-GCM over the text, compressed where it is long; the label is authenticated, so that a sealed thing cannot stand in another's place.
 */
export interface Vault {
  /**
   * @param text what is to be sealed
   * @param label what it is and whose, such as `original:<message id>`
   * @returns form (1 byte), nonce (12), tag (16), ciphertext
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
      const bytes = Buffer.from(text);
      const form = bytes.length < DEFLATE_FROM ? PLAIN : DEFLATED;
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(authenticated(form, label));
      // Level 1: sealing is on the main road.
      const body = cipher.update(form === PLAIN ? bytes : deflateRawSync(bytes, { level: 1 }));
      return Buffer.concat([Buffer.from([form]), nonce, finish(cipher, body)]);
    },
    open(sealed, label) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const form = bytes[0] ?? 0;
      if (bytes.length < 1 + NONCE + TAG || (form !== PLAIN && form !== DEFLATED)) {
        throw new SealBroken(`${label}: not sealed by this program (${bytes.length} bytes)`);
      }
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + NONCE))
          .setAAD(authenticated(form, label))
          .setAuthTag(bytes.subarray(1 + NONCE, 1 + NONCE + TAG));
        const body = Buffer.concat([decipher.update(bytes.subarray(1 + NONCE + TAG)), decipher.final()]);
        return (form === PLAIN ? body : inflateRawSync(body)).toString("utf8");
      } catch (cause) {
        throw new SealBroken(`${label}: cannot be opened with the present privacy.sealKey`, { cause });
      }
    },
  };
}

function authenticated(form: number, label: string): Buffer {
  return Buffer.concat([Buffer.from([form]), Buffer.from(label)]);
}

function finish(cipher: CipherGCM, body: Buffer): Buffer {
  const last = cipher.final();
  return Buffer.concat([cipher.getAuthTag(), body, last]);
}
