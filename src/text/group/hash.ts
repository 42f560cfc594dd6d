/**
 * Mixes a 32-bit integer so that each input bit moves each output bit (the finaliser of MurmurHash3, public domain).
 * Integer arithmetic alone, so every machine gives the same result.
 * @param value any integer; its low 32 bits count
 * @returns an unsigned 32-bit integer
 */
export function mix32(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * FNV-1a over UTF-16 units, finished with {@link mix32}.
 * @param text any string
 * @param seed another seed gives an independent hash
 * @returns an unsigned 32-bit integer
 */
export function hashText(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return mix32(hash);
}
