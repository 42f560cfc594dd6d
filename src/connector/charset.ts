import iconv from "iconv-lite";
import { wellFormed } from "./well-formed.ts";

/** A decoded page and what was found about its charset. */
export interface Decoded {
  readonly text: string;
  readonly charset: string;
  /** What was wrong with the declaration, for `check`; null when it was right. */
  readonly note: string | null;
}

/** GB18030 contains GBK, and GBK contains GB2312: pages declare the small one and use the large one. */
const NAMES: Readonly<Record<string, string>> = {
  gb2312: "gb18030",
  gbk: "gb18030",
  gb18030: "gb18030",
  "x-gbk": "gb18030",
  utf8: "utf-8",
  "utf-8": "utf-8",
  big5: "big5",
};

/** `锟斤拷` is what U+FFFD becomes when it was stored as UTF-8 and read as GBK. */
const GARBAGE = /\uFFFD|锟斤拷/g;

/**
 * Decodes a page (county-site sheet §7.1): byte order mark, header, `<meta>`, then verified: bytes that are UTF-8 with
 * Chinese in them are UTF-8 whatever is declared, and garbage makes the other charset be tried.
 * @param contentType the answer's `Content-Type`, or an empty string
 * @returns well-formed text, whatever the bytes
 */
export function decode(body: Uint8Array, contentType: string): Decoded {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: text(bytes, "utf-16le"), charset: "utf-16le", note: null };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: text(bytes, "utf-16be"), charset: "utf-16be", note: null };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const declared = bom ? "utf-8" : (declaredIn(contentType) ?? declaredIn(bytes.subarray(0, 2048).toString("latin1")));
  const utf8 = strictUtf8(bytes);
  if (utf8 !== null && (declared === null || declared === "utf-8" || /\p{Script=Han}/u.test(utf8))) {
    const right = declared === null || declared === "utf-8";
    return { text: utf8, charset: "utf-8", note: right ? null : `declared ${declared}, is utf-8` };
  }
  const first = declared ?? "gb18030";
  const asDeclared = text(bytes, first);
  const wrong = count(asDeclared);
  if (wrong === 0) return { text: asDeclared, charset: first, note: null };
  const second = first === "utf-8" ? "gb18030" : "utf-8";
  const other = text(bytes, second);
  if (count(other) < wrong) return { text: other, charset: second, note: `declared ${first}, is ${second}` };
  return { text: asDeclared, charset: first, note: `${wrong} characters cannot be read as ${first}` };
}

/** The decoder of GB18030 gives halves of characters for bytes that are none. */
function text(bytes: Buffer, charset: string): string {
  return wellFormed(iconv.decode(bytes, charset));
}

function declaredIn(text: string): string | null {
  const name = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(text)?.[1]?.toLowerCase();
  return name === undefined ? null : (NAMES[name] ?? null);
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function count(text: string): number {
  return text.match(GARBAGE)?.length ?? 0;
}
