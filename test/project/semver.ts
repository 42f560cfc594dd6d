/** As much of semver as `engines.node` of a lock file needs (npm's node-semver, "Ranges"): release versions only. */

type Version = readonly [major: number, minor: number, patch: number];
type Comparator = readonly [operator: "<" | ">=", version: Version];

const PART = String.raw`(?:\d+|[xX*])`;
const PARTIAL = new RegExp(
  String.raw`^(\^|~>?|>=|<=|>|<|=)?\s*v?(${PART})(?:\.(${PART}))?(?:\.(${PART}))?(?:[-+][\w.+-]*)?$`,
);

/** Whether a version such as `20.20.0` lies in a range. @throws where the range is not understood */
export function satisfies(version: string, range: string): boolean {
  const wanted = version.split(".").map(Number) as unknown as Version;
  return range.split("||").some((set) => comparatorsOf(set.trim()).every((each) => holds(wanted, each)));
}

function comparatorsOf(set: string): Comparator[] {
  const [from, to] = set.split(/\s+-\s+/);
  if (from !== undefined && to !== undefined) return [...comparatorsOf(`>=${from}`), ...comparatorsOf(`<=${to}`)];
  const words = set.replace(/(\^|~>?|>=|<=|>|<|=)\s+/g, "$1").split(/\s+/);
  return words.filter((word) => word !== "").flatMap(comparatorsOfWord);
}

function comparatorsOfWord(word: string): Comparator[] {
  const found = PARTIAL.exec(word);
  if (!found) throw new Error(`the range part ${word} is not understood`);
  const [, operator = "", ...parts] = found;
  const numbers = parts.map((part) => (part === undefined || /[xX*]/.test(part) ? null : Number(part)));
  const [major, minor, patch] = numbers as [number | null, number | null, number | null];
  if (major === null) return [];
  const low: Version = [major, minor ?? 0, patch ?? 0];
  /** The first version after all that the partial version stands for. */
  const after: Version = minor === null ? [major + 1, 0, 0] : patch === null ? [major, minor + 1, 0] : next(low);
  switch (operator) {
    case ">=":
      return [[">=", low]];
    case "<":
      return [["<", low]];
    case ">":
      return [[">=", after]];
    case "<=":
      return [["<", after]];
    case "^":
      return [
        [">=", low],
        ["<", caretEnd(major, minor, patch)],
      ];
    case "":
    case "=":
      return [
        [">=", low],
        ["<", after],
      ];
    default:
      return [
        [">=", low],
        ["<", minor === null ? [major + 1, 0, 0] : [major, minor + 1, 0]],
      ];
  }
}

/** `^` keeps the leftmost number that is not 0. */
function caretEnd(major: number, minor: number | null, patch: number | null): Version {
  if (major > 0 || minor === null) return [major + 1, 0, 0];
  return minor > 0 || patch === null ? [0, minor + 1, 0] : [0, 0, patch + 1];
}

const next = ([major, minor, patch]: Version): Version => [major, minor, patch + 1];

function holds(version: Version, [operator, bound]: Comparator): boolean {
  const order = version[0] - bound[0] || version[1] - bound[1] || version[2] - bound[2];
  return operator === "<" ? order < 0 : order >= 0;
}
