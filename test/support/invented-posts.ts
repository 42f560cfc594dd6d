import { type Random, random, seedOf } from "../../lab/random.ts";
import type { RawPostInput } from "../../src/record/raw-post.ts";
import { rawPostInput } from "./factories.ts";

/** Invented posts in which nothing is masked and nothing normalised, so that a record must hold exactly these words. */

const PLACES = [
  "高村镇",
  "锦和镇",
  "兰里镇",
  "岩门镇",
  "郭公坪镇",
  "吕家坪镇",
  "尧市镇",
  "江口墟镇",
  "黄桑乡",
  "谭家寨乡",
];
const MATTERS = [
  "路灯不亮",
  "自来水发黄",
  "垃圾没人清",
  "班车停开",
  "医保报销慢",
  "学校门口堵车",
  "夜里施工太吵",
  "水渠漏水",
];
const SINCE = ["上个月", "开春以来", "修路以后", "今年夏天", "放假之后", "大雨过后", "换届以来", "搬来以后"];
const WORRIES = ["老人出门不方便", "孩子上学要绕路", "田里用不上水", "晚上没人敢走", "店里生意淡了", "大家意见很大"];
const WISHES = ["请派人来看看", "希望给个时间表", "盼望早日解决", "请问归哪个部门管", "能不能先临时处理"];

/** Posts 0 to `count` - 1 of a seed; each says its number. */
export function inventedPosts(count: number, seed: number): RawPostInput[] {
  const chance: Random = random(seedOf(seed, "posts"));
  return Array.from({ length: count }, (_, at) => {
    const place = chance.pick(PLACES);
    const matter = chance.pick(MATTERS);
    return rawPostInput({
      externalId: `invented-${at}`,
      url: null,
      title: `${place}${matter}（第${at}件）`,
      text: `${chance.pick(SINCE)}${place}${matter}，${chance.pick(WORRIES)}，${chance.pick(WISHES)}。这是第${at}件。`,
      author: { externalId: `citizen-${at}`, displayName: null },
    });
  });
}
