import { TOWNSHIPS, type Township } from "./register.ts";

/** How much a kind of name says; the highest in a text decides (place sheet §5.1). */
export const RANK = { seat: 1, bareVillage: 2, landmark: 2, short: 3, village: 4, former: 5, full: 6 } as const;

/** A name in folded form, and what it leads to. */
export interface Entry {
  readonly rank: number;
  /** The name as the register writes it. */
  readonly written: string;
  /** More than one where the name alone does not decide, as for 大塘村. */
  readonly townships: readonly Township[];
  /** What `place.name` says: the register's name, or the former unit's. */
  readonly name: string;
  /** A common word: counts only beside the county's name, or as the whole of a platform's label. */
  readonly common: boolean;
}

/** Characters that people write for one another in these names (place sheet §5.8), each to the register's most common. */
const VARIANTS: Readonly<Record<string, string>> = {
  垄: "垅",
  陇: "垅",
  凹: "坳",
  平: "坪",
  西: "溪",
  圩: "墟",
  俏: "哨",
  叉: "岔",
  杆: "竿",
  蓝: "兰",
};
const ANY_VARIANT = /[垄陇凹平西圩俏叉杆蓝]/g;

/**
 * Folds spelling variants, unit by unit: offsets stay.
 * @param text any text
 */
export function foldVariants(text: string): string {
  return text.replace(ANY_VARIANT, (character) => VARIANTS[character] as string);
}

/** Short names and bare village names that are common words or common elsewhere (place sheet §5.2). */
const COMMON = new Set(
  "高村 江口 平原 团山 青山 花园 向阳 新场 大坪 和谐 金溪 大溪 桃花 李家 丁家 胡家 小坡 大湾 新寨 烂泥 黄土坡 长寿谷 大力林 黄土田 长坡山 兴隆湾 新溪".split(
    " ",
  ),
);

function township(name: string): Township {
  return TOWNSHIPS.find((unit) => unit.name === name) as Township;
}

function shortName(name: string): string {
  return name.replace(/[镇乡]$/, "");
}

/** 东街社区 → 东街; names that end in 村村 or 新村 lose nothing that could be missed. */
function bareVillage(name: string): string {
  return name.replace(/(?:村|社区)$/, "");
}

function build(): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const add = (word: string, township: Township, rank: number, name = township.name) => {
    const key = foldVariants(word);
    const known = entries.get(key);
    if (known !== undefined && known.rank > rank) return;
    const townships =
      known?.rank === rank && !known.townships.includes(township) ? [...known.townships, township] : [township];
    entries.set(key, { rank, written: word, townships, name, common: COMMON.has(word) });
  };
  for (const unit of TOWNSHIPS) {
    add(unit.name, unit, RANK.full);
    add(shortName(unit.name), unit, RANK.short);
    for (const former of unit.formerNames) {
      add(former, unit, RANK.former, former);
      if (shortName(former).length > 2) add(shortName(former), unit, RANK.bareVillage);
    }
    for (const suffix of ["镇", "乡"]) {
      const either = shortName(unit.name) + suffix;
      if (!unit.formerNames.includes(either)) add(either, unit, RANK.full);
    }
    for (const village of unit.villages) {
      add(village, unit, RANK.village);
      if (bareVillage(village).length > 2) add(bareVillage(village), unit, RANK.bareVillage);
      else if (village.endsWith("村")) addCommonOnly(entries, bareVillage(village), unit);
      // A community is still called a village by many: 漫水村 is 漫水社区.
      if (village.endsWith("社区")) add(`${bareVillage(village)}村`, unit, RANK.village);
    }
    for (const landmark of unit.landmarks) add(landmark, unit, RANK.landmark);
  }
  for (const word of ["县城", "城区", "麻阳城", "老城区", "新城区"]) add(word, township("高村镇"), RANK.seat);
  for (const word of ["江口", "江口镇"]) add(word, township("江口墟镇"), word === "江口" ? RANK.short : RANK.full);
  add("老县城", township("锦和镇"), RANK.seat);
  return entries;
}

/** Names of two characters without suffix are always too common to stand alone. */
function addCommonOnly(entries: Map<string, Entry>, word: string, township: Township): void {
  const key = foldVariants(word);
  const known = entries.get(key);
  if (known !== undefined && known.rank > RANK.bareVillage) return;
  const townships = known === undefined ? [township] : [...known.townships, township];
  entries.set(key, { rank: RANK.bareVillage, written: word, townships, name: township.name, common: true });
}

/** Every name in folded form. */
export const GAZETTEER: ReadonlyMap<string, Entry> = build();

/** Lengths of the names that begin with a character, longest first: what a longest match has to try. */
export const LENGTHS_BY_FIRST: ReadonlyMap<string, readonly number[]> = (() => {
  const lengths = new Map<string, Set<number>>();
  for (const word of GAZETTEER.keys()) {
    const first = word.charAt(0);
    lengths.set(first, (lengths.get(first) ?? new Set()).add(word.length));
  }
  return new Map([...lengths].map(([first, set]) => [first, [...set].sort((a, b) => b - a)]));
})();
