/**
 * A message laid out for the rules: title and text in one folded string of the same length as the originals, so that
 * every match can be quoted from the citizen's own words.
 */
export interface Document {
  /** Title, line break, text; folded and with what has no say left blank. Offsets are those of `original`. */
  readonly flat: string;
  /** Title, line break, text as they stand. */
  readonly original: string;
}

/** Where a clause ends (rubric §3: ，。！？；); citizens also write a blank or a line break for it. */
const CLAUSE_END = /[，。！？；,!?;：:\s…~]/;

/** Where a sentence ends. */
const SENTENCE_END = /[。！？!?；;\n…]/;

/** How far a clause or sentence is followed, in UTF-16 units: a text without punctuation must not cost more than its length. */
const LONGEST_SENTENCE = 200;

/** Longest piece that is quoted as a reason, in UTF-16 units. */
const LONGEST_QUOTE = 60;

/** Spellings that a phone's keyboard or the county's dialect put in place of another, one unit for one. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ["然气", "燃气"],
  ["消房", "消防"],
  ["见定", "鉴定"],
  ["分眠药", "安眠药"],
  ["胰岛速", "胰岛素"],
  ["路基冲夸", "路基冲垮"],
  ["夸了", "垮了"],
  ["夸下", "垮下"],
  ["夸在", "垮在"],
  ["冲夸", "冲垮"],
  ["冇得", "没得"],
  ["冇", "没"],
  ["冒得", "没得"],
  ["安治", "安置"],
];

/**
 * Folds a text without changing its length: full-width letters and digits to ASCII, capitals to small, known
 * misspellings to what was meant.
 */
export function fold(text: string): string {
  let folded = text.replace(/[\uff01-\uff5e]/g, (c) =>
    "，！？；：".includes(c) ? c : String.fromCharCode(c.charCodeAt(0) - 0xfee0),
  );
  folded = folded.replace(/[A-Z]/g, (c) => c.toLowerCase());
  for (const [wrong, right] of SPELLINGS) if (folded.includes(wrong)) folded = folded.replaceAll(wrong, right);
  return folded;
}

/** Start of the clause that holds `at`. */
export function clauseStart(flat: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_SENTENCE && !CLAUSE_END.test(flat[start - 1] as string)) start -= 1;
  return start;
}

/** End (exclusive) of the clause that holds the unit before `at`. */
export function clauseEnd(flat: string, at: number): number {
  let end = at;
  while (end < flat.length && end - at < LONGEST_SENTENCE && !CLAUSE_END.test(flat[end] as string)) end += 1;
  return end;
}

/** Start of the sentence that holds `at`. */
export function sentenceStart(flat: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_SENTENCE && !SENTENCE_END.test(flat[start - 1] as string)) start -= 1;
  return start;
}

/** End (exclusive) of the sentence that holds the unit before `at`. */
export function sentenceEnd(flat: string, at: number): number {
  let end = at;
  while (end < flat.length && end - at < LONGEST_SENTENCE && !SENTENCE_END.test(flat[end] as string)) end += 1;
  return end;
}

/** The words around a match that speak for a reason: its clauses, verbatim, shortened to the match when they are long. */
export function quote(document: Document, start: number, end: number): string {
  const from = clauseStart(document.original, start);
  const to = clauseEnd(document.original, end);
  const wide = to - from <= LONGEST_QUOTE;
  return document.original.slice(wide ? from : start, wide ? to : end).trim();
}

/** Lays a message out for the rules. */
export function layOut(title: string | null, text: string, blank: (folded: string) => string): Document {
  const original = title === null ? text : `${title}\n${text}`;
  return { flat: blank(fold(original)), original };
}
