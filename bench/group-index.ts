/**
 * Measures the group index: time of one `place` when it holds 10,000, 100,000 and 1,000,000 messages, and memory.
 *
 *     node dist/bench/group-index.js [MOST]
 *
 * Messages are made up of syllables with the skew of real words, so that some terms are held by everybody and most by few;
 * one in twenty tells again what an earlier one told. Seeded: each run makes the same messages.
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

/** An invented message: characters in pairs, the first pairs of the list far more often than the last. */
function invent(number: number): { title: string; text: string; postedAt: string } {
  const next = numbersFrom(number % 20 === 0 ? mix32(number >> 5) : number);
  const word = () => {
    const rank = Math.floor(30_000 ** next());
    return String.fromCharCode(0x4e00 + (mix32(rank) % 3_000), 0x4e00 + (mix32(rank + 100_000) % 3_000));
  };
  const words = Array.from({ length: CHARACTERS / 2 }, word);
  // A repeated message has words of its own at its end.
  const own = numbersFrom(number + 7);
  const tail = Array.from({ length: 10 }, () => String.fromCharCode(0x4e00 + Math.floor(own() * 3_000))).join("");
  const day = new Date(Date.UTC(2020, 0, 1) + number * 60_000);
  return { title: words.slice(0, 8).join(""), text: words.join("") + tail, postedAt: day.toISOString() };
}

const most = Number(process.argv[2] ?? SIZES.at(-1));
const started = performance.now();
const sample = Array.from({ length: TIMED }, (_, at) => fingerprint(invent(at)));
console.log(
  `fingerprint: ${Math.round((sample.length / (performance.now() - started)) * 1000)} messages of ${CHARACTERS} characters a second, with inventing them`,
);
console.log("| members | place per second | 99th percentile, ms | bytes a member in tables | resident MB |");
console.log("|---|---|---|---|---|");
const index = new GroupIndex();
let number = 0;
for (const size of SIZES.filter((each) => each <= most)) {
  for (; number < size; number++) {
    index.place({ id: `message-${number}`, fingerprint: fingerprint(invent(number)) });
  }
  const times: number[] = [];
  for (const last = number + TIMED; number < last; number++) {
    const print = fingerprint(invent(number));
    const before = performance.now();
    index.place({ id: `message-${number}`, fingerprint: print });
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  const rate = Math.round((times.length / times.reduce((sum, time) => sum + time, 0)) * 1000);
  const slow = times[Math.floor(times.length * 0.99)]!.toFixed(2);
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(`| ${size} | ${rate} | ${slow} | ${Math.round(index.bytes / index.size)} | ${memory} |`);
}
