/**
 * Measures the group index: time of one `place` when it holds 10,000, 100,000 and 1,000,000 messages, and memory.
 *
 *     node dist/bench/group-index.js [MOST]
 *
 * Messages are made up of syllables with the skew of real words, so that some terms are held by everybody and most by few.
 * Seeded: each run makes the same messages. The index is filled by `restore`; times are processor time.
 */
import { fingerprint } from "../src/text/group/fingerprint.ts";
import { GroupIndex } from "../src/text/group/group-index.ts";
import { mix32 } from "../src/text/group/hash.ts";

const SIZES = [10_000, 100_000, 1_000_000];
/** Messages timed at each size. */
const TIMED = 2_000;
const CHARACTERS = 200;

/** Numbers from 0 to 1, the same for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return mix32(state) / 2 ** 32;
  };
}

/**
 * An invented message: characters in pairs, the first pairs of the list far more often than the last. One in twenty takes
 * its words from one of 500 matters and adds some of its own.
 */
function invent(number: number): { title: string; text: string; postedAt: string } {
  const next = numbersFrom(number % 20 === 0 ? mix32(number % 10_000) : mix32(number + 1_000_000_000));
  const word = () => {
    const rank = Math.floor(30_000 ** next());
    return String.fromCharCode(0x4e00 + (mix32(rank) % 3_000), 0x4e00 + (mix32(rank + 100_000) % 3_000));
  };
  const words = Array.from({ length: CHARACTERS / 2 }, word);
  const own = numbersFrom(number + 7);
  const tail = Array.from({ length: 10 }, () => String.fromCharCode(0x4e00 + Math.floor(own() * 3_000))).join("");
  const day = new Date(Date.UTC(2020, 0, 1) + number * 60_000);
  return { title: words.slice(0, 8).join(""), text: words.join("") + tail, postedAt: day.toISOString() };
}

/** Seconds of processor time that this process has used, which other programs on the machine do not change. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const most = Number(process.argv[2] ?? SIZES.at(-1));
const messages = Array.from({ length: TIMED }, (_, at) => invent(at));
const started = processorSeconds();
for (const message of messages) {
  fingerprint(message);
}
const prints = Math.round(TIMED / (processorSeconds() - started));
console.log(`fingerprint: ${prints} messages of ${CHARACTERS} characters per second of processor time\n`);
console.log("| members | place per second | bytes a member in tables | resident MB |");
console.log("|---|---|---|---|");
const index = new GroupIndex();
let number = 0;
for (const size of SIZES.filter((each) => each <= most)) {
  for (; number < size; number++) {
    const id = `message-${number}`;
    index.restore({ id, fingerprint: fingerprint(invent(number)), group: id });
  }
  const next = Array.from({ length: TIMED }, (_, at) => {
    return { id: `message-${number + at}`, fingerprint: fingerprint(invent(number + at)) };
  });
  const before = processorSeconds();
  for (const member of next) {
    index.place(member);
  }
  const rate = Math.round(TIMED / (processorSeconds() - before));
  number += TIMED;
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(`| ${size} | ${rate} | ${Math.round(index.bytes / index.size)} | ${memory} |`);
}
