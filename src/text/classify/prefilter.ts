import { requiredLiterals } from "./literals.ts";
import { Trie } from "./trie.ts";

/** Says which items can match a text at all; the answer is reused by the next call. */
export type Prefilter = (text: string) => Uint8Array;

/**
 * Builds a filter that reads a text once and leaves out the items whose expressions cannot all match, because strings that they
 * need are missing.
 * @param items for each item the expressions that must all match somewhere in the text
 * @returns for each item 1 when it may match, 0 when it cannot
 */
export function prefilter(items: readonly (readonly RegExp[])[]): Prefilter {
  const trie = new Trie();
  const holders = new Map<number, number[]>();
  const setsOfItem = items.map((): number[] => []);
  let sets = 0;
  for (const [item, expressions] of items.entries()) {
    for (const words of expressions.flatMap((expression) => requiredLiterals(expression.source))) {
      for (const word of words) {
        const node = trie.add(word);
        holders.set(node, [...(holders.get(node) ?? []), sets]);
      }
      setsOfItem[item]?.push(sets);
      sets += 1;
    }
  }
  const setsAt = Array.from({ length: trie.size }, (_, node) => Int32Array.from(holders.get(node) ?? []));
  const met = new Uint8Array(sets);
  const seen = new Uint32Array(trie.size);
  const may = new Uint8Array(items.length);
  let call = 0;

  return (text) => {
    call = (call + 1) >>> 0;
    if (call === 0) {
      seen.fill(0);
      call = 1;
    }
    met.fill(0);
    for (let start = 0; start < text.length; start += 1) {
      let node = trie.step(0, text.charCodeAt(start));
      for (let at = start + 1; node !== 0; at += 1) {
        if (seen[node] !== call) {
          seen[node] = call;
          for (const set of setsAt[node] as Int32Array) met[set] = 1;
        }
        node = at < text.length ? trie.step(node, text.charCodeAt(at)) : 0;
      }
    }
    for (const [item, needed] of setsOfItem.entries()) may[item] = needed.every((set) => met[set] === 1) ? 1 : 0;
    return may;
  };
}
