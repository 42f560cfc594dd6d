import { encodeFingerprint, fingerprint } from "../../src/text/group/fingerprint.ts";
import { mask } from "../../src/text/mask/index.ts";
import { tidy } from "../../src/text/normalise/tidy.ts";
import { locate } from "../../src/text/place/locate.ts";
import { loadClassifier } from "../../workers/classifier-file.ts";
import { inventedStory } from "../support/invented.ts";
import { type Figure, median, timeOf } from "../support/timing.ts";

const POSTS = 2000;
const ROUNDS = 5;

/** Microseconds that each stage of preparing takes for one post, alone and warm. */
export async function textStages(): Promise<Figure[]> {
  const posts = inventedStory(POSTS).map(({ title, text, postedAt }) => ({
    title,
    text,
    postedAt: postedAt.toISOString(),
  }));
  const classifier = loadClassifier();
  const stages: Record<string, (post: (typeof posts)[number]) => unknown> = {
    mask: ({ title, text }) => [mask(title), mask(text)],
    tidy: ({ title, text }) => [tidy(title), tidy(text)],
    place: (post) => locate(post),
    classify: (post) => classifier.classify(post),
    fingerprint: (post) => encodeFingerprint(fingerprint(post)),
  };
  const figures: Figure[] = [];
  for (const [name, stage] of Object.entries(stages)) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await timeOf(() => posts.forEach(stage)));
    const value = (median(times) / POSTS) * 1000;
    figures.push({ name: `text: ${name}`, value, unit: "µs/post", goal: null, better: "less" });
  }
  return figures;
}
