/**
 * The short form of post ids in addresses: groups of 7 decimal digits, each as base 62, cut from the right
 * (platform sheet §4). Every group but the first is padded, in both directions: without it one link in twenty is wrong.
 */
const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Cuts a text from the right into pieces of `size`; the first may be shorter. */
function groupsFromRight(text: string, size: number): string[] {
  const groups: string[] = [];
  for (let end = text.length; end > 0; end -= size) groups.unshift(text.slice(Math.max(0, end - size), end));
  return groups;
}

function toBase62(value: number): string {
  let rest = value;
  let digits = "";
  do {
    digits = ALPHABET[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  } while (rest > 0);
  return digits;
}

/** The short form of a decimal post id, such as `QwjH805Il` of `5277022060021969`. */
export function encodeMid(mid: string): string {
  const coded = groupsFromRight(mid, 7).map((group) => toBase62(Number(group)));
  return coded
    .map((group, index) => (index === 0 ? group : group.padStart(4, "0")))
    .join("")
    .replace(/^0+(?=.)/, "");
}

/** The decimal post id of a short form. */
export function decodeMid(short: string): string {
  const values = groupsFromRight(short, 4).map((group) =>
    String([...group].reduce((value, digit) => value * 62 + ALPHABET.indexOf(digit), 0)),
  );
  return values
    .map((group, index) => (index === 0 ? group : group.padStart(7, "0")))
    .join("")
    .replace(/^0+(?=.)/, "");
}

/** A post's public address, or null where its author is unknown. Comments have none: use their post's. */
export function permalink(userId: string | null, mid: string): string | null {
  return userId === null ? null : `https://weibo.com/${userId}/${encodeMid(mid)}`;
}
