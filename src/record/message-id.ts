import { createHash } from "node:crypto";

/**
 * A message's id: the first 16 bytes of SHA-256 over source name and external id, shaped as a UUID of version 8
 * (RFC 9562, custom). Deterministic, so that a rebuild from the archive gives the same id.
 * @param source the configured source's name
 * @param externalId the platform's own id
 */
export function messageId(source: string, externalId: string): string {
  const bytes = createHash("sha256").update(`heartbridge:message\0${source}\0${externalId}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
