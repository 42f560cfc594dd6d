import { CONTINUES, NOTHING } from "./fold.ts";

/** Digits that stand together, perhaps with separators between them. */
export interface DigitRun {
  /** The digits as ASCII. */
  readonly digits: string;
  /** Offset of each digit in the text. */
  readonly at: readonly number[];
  /** Offset after each digit, marks that belong to it included. */
  readonly end: readonly number[];
  /** Whether the digit begins a group: first of the run, or after a separator. */
  readonly opens: readonly boolean[];
  /** How many of the digits are no ASCII digits in the folded text. */
  readonly disguised: number;
}

/** How Chinese writers spell single digits; `l`, `I`, `o`, `O` are typed for 1 and 0. */
const SPELLED = new Map<string, string>(
  ["零〇○oO", "一幺壹弌lI", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"].flatMap(
    (row, digit) => Array.from(row, (character): [string, string] => [character, String(digit)]),
  ),
);
const NUMERALS = [...SPELLED.keys()].filter((character) => !/[a-z]/i.test(character)).join("");

/** Marks that people put between the digits of one number. */
const SEPARATORS = new Set([" ", "-", ".", "_", "·"]);
/** Most separators between two digits of one number, as in ` - `. */
const MAX_GAP = 3;

/** A spelled digit in a number of at least seven digits: worth a second pass that reads spelled digits. */
const HAS_SPELLED = new RegExp(`(?:[0-9${NUMERALS}oOlI][ \\-._·${NOTHING}${CONTINUES}]{0,3}){7}`);
const SPELLED_ANY = new RegExp(`[${NUMERALS}]|[oOlI](?=[0-9oOlI])|(?<=[0-9])[oOlI]`);

/**
 * Whether a text may hold a number of five digits or more that is written partly in words or with look-alike letters.
 * @param folded a folded text
 */
export function mayHoldSpelledNumber(folded: string): boolean {
  return SPELLED_ANY.test(folded) && HAS_SPELLED.test(folded);
}

function digitOf(character: string, spelled: boolean): string | undefined {
  if (character >= "0" && character <= "9") return character;
  return spelled ? SPELLED.get(character) : undefined;
}

/**
 * All digit runs of a text, in order. Linear in the text's length.
 * @param folded a folded text
 * @param spelled whether Chinese numerals and look-alike letters count as digits
 * @param least runs with fewer digits are left out
 */
export function digitRuns(folded: string, spelled: boolean, least: number): DigitRun[] {
  const runs: DigitRun[] = [];
  let digits: string[] = [];
  let at: number[] = [];
  let end: number[] = [];
  let opens: boolean[] = [];
  let disguised = 0;
  let gap = 0;
  const close = () => {
    if (digits.length >= least) runs.push({ digits: digits.join(""), at, end, opens, disguised });
    if (digits.length > 0) [digits, at, end, opens, disguised] = [[], [], [], [], 0];
    gap = 0;
  };
  for (let index = 0; index < folded.length; index += 1) {
    const character = folded[index] as string;
    const digit = digitOf(character, spelled);
    if (digit !== undefined) {
      opens.push(digits.length === 0 || gap > 0);
      digits.push(digit);
      at.push(index);
      end.push(index + 1);
      if (digit !== character) disguised += 1;
      gap = 0;
    } else if (digits.length > 0) {
      if (character === CONTINUES) end[end.length - 1] = gap === 0 ? index + 1 : (end.at(-1) as number);
      else if (SEPARATORS.has(character) && gap < MAX_GAP) gap += 1;
      else if (character !== NOTHING) close();
    }
  }
  close();
  return runs;
}

/**
 * Runs of whole groups with an exact number of digits: a window begins at a group's first digit and ends at a
 * group's last one.
 * @param run the digits
 * @param least fewest digits
 * @param most most digits
 * @returns pairs of first and last digit index
 */
export function* windows(run: DigitRun, least: number, most: number): Generator<[number, number]> {
  const count = run.digits.length;
  for (let first = 0; first + least <= count; first += 1) {
    if (!run.opens[first]) continue;
    for (let last = first + least - 1; last < Math.min(count, first + most); last += 1) {
      if (last + 1 === count || run.opens[last + 1]) yield [first, last];
    }
  }
}
