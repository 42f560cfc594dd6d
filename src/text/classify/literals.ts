/** What a piece of an expression demands of a text. */
interface Demand {
  /** All strings that the piece can match, where they are few; else null. */
  readonly exact: readonly string[] | null;
  /** Of each set, a text must hold at least one string. */
  readonly sets: readonly (readonly string[])[];
}

/** More strings than this are not written out. */
const MOST_EXACT = 300;

const NOTHING: Demand = { exact: [""], sets: [] };
const ANYTHING: Demand = { exact: null, sets: [] };

/**
 * The strings without which an expression cannot match: of every set returned, a text that matches holds at least one. Reads the
 * notation the rules use: alternatives, groups, classes, look-ahead, quantifiers; flags are not considered.
 * @param source an expression's source
 */
export function requiredLiterals(source: string): readonly (readonly string[])[] {
  const reader = new Reader(source);
  const demand = reader.alternatives();
  return setsOf(demand);
}

class Reader {
  private at = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  alternatives(): Demand {
    const branches = [this.sequence()];
    while (this.source[this.at] === "|") {
      this.at += 1;
      branches.push(this.sequence());
    }
    return branches.length === 1 ? (branches[0] as Demand) : either(branches);
  }

  private sequence(): Demand {
    const sets: (readonly string[])[] = [];
    let run: readonly string[] = [""];
    let exact = true;
    while (this.at < this.source.length && this.source[this.at] !== "|" && this.source[this.at] !== ")") {
      const piece = this.quantified();
      if (piece.exact && run.length * piece.exact.length <= MOST_EXACT) {
        const ends = piece.exact;
        run = run.flatMap((start) => ends.map((end) => start + end));
        continue;
      }
      exact = false;
      if (!run.includes("")) sets.push(run);
      sets.push(...piece.sets);
      run = piece.exact ?? [""];
    }
    if (exact) return { exact: run, sets: [] };
    if (!run.includes("")) sets.push(run);
    return { exact: null, sets };
  }

  private quantified(): Demand {
    const piece = this.atom();
    const quantifier = /^(?:[?*+]|\{(\d+)(,\d*)?\})\??/.exec(this.source.slice(this.at, this.at + 12));
    if (!quantifier) return piece;
    this.at += quantifier[0].length;
    const sign = quantifier[0][0];
    if (sign === "?") return piece.exact ? { exact: [...new Set([...piece.exact, ""])], sets: [] } : ANYTHING;
    if (sign === "*" || quantifier[1] === "0") return ANYTHING;
    return { exact: null, sets: setsOf(piece) };
  }

  private atom(): Demand {
    const sign = this.source[this.at] as string;
    this.at += 1;
    if (sign === "(") return this.group();
    if (sign === "[") return this.characters();
    if (sign === "^" || sign === "$") return NOTHING;
    if (sign === ".") return ANYTHING;
    if (sign !== "\\") return { exact: [sign], sets: [] };
    const escaped = this.source[this.at] as string;
    this.at += 1;
    return /[a-z0-9]/i.test(escaped) ? ANYTHING : { exact: [escaped], sets: [] };
  }

  private group(): Demand {
    const mark = /^\?(?::|<?[!=])/.exec(this.source.slice(this.at, this.at + 3));
    this.at += mark?.[0].length ?? 0;
    const inside = this.alternatives();
    this.at += 1;
    return mark && mark[0] !== "?:" ? NOTHING : inside;
  }

  private characters(): Demand {
    const end = /^(?:\\.|[^\]\\])*/.exec(this.source.slice(this.at)) as RegExpExecArray;
    const inside = end[0];
    this.at += inside.length + 1;
    return /^\^|[\\-]/.test(inside) ? ANYTHING : { exact: [...inside], sets: [] };
  }
}

function either(branches: readonly Demand[]): Demand {
  if (branches.every((branch) => branch.exact)) {
    const exact = [...new Set(branches.flatMap((branch) => branch.exact ?? []))];
    if (exact.length <= MOST_EXACT) return { exact, sets: [] };
    return { exact: null, sets: setsOf({ exact, sets: [] }) };
  }
  const best = branches.map((branch) => rarest(setsOf(branch)));
  return { exact: null, sets: best.includes(null) ? [] : [[...new Set(best.flatMap((set) => set ?? []))]] };
}

function setsOf({ exact, sets }: Demand): readonly (readonly string[])[] {
  if (!exact) return sets;
  return exact.includes("") ? [] : [exact];
}

/** The set that the fewest texts should meet: long strings, then few of them. */
function rarest(sets: readonly (readonly string[])[]): readonly string[] | null {
  const shortest = (set: readonly string[]) => Math.min(...set.map((word) => word.length));
  return sets.reduce<readonly string[] | null>((best, set) => {
    if (!best) return set;
    const gain = Math.min(2, shortest(set)) - Math.min(2, shortest(best));
    return gain > 0 || (gain === 0 && set.length < best.length) ? set : best;
  }, null);
}
