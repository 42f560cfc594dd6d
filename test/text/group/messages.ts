/** Invented messages for the tests of grouping. */

import { type FingerprintInput, fingerprint } from "../../../src/text/group/fingerprint.ts";
import { GroupIndex, type Member, type Placement } from "../../../src/text/group/group-index.ts";

/** Rubbish at the gate of one estate: as first told. */
export const RUBBISH: FingerprintInput = {
  title: "青枫雅苑小区门口垃圾堆成山",
  text: "青枫雅苑小区北门的垃圾站已经二十多天没有清运，污水流到锦溪路上，臭气熏天，老人小孩都捂着鼻子走，希望环卫所尽快清运。",
  postedAt: "2026-03-02T05:14:05.000Z",
};

/** The same rubbish in another citizen's words. */
export const RUBBISH_REWORDED: FingerprintInput = {
  title: "青枫雅苑北门垃圾站没人清运",
  text: "我们青枫雅苑的垃圾站快一个月没有清运了，锦溪路上全是污水，臭气飘到楼上，请领导管管环卫所。",
  postedAt: "2026-03-04T01:00:00.000Z",
};

/** Another problem of the same estate. */
export const SAME_ESTATE_LIFT: FingerprintInput = {
  title: "青枫雅苑小区电梯经常困人",
  text: "青枫雅苑小区三栋的电梯上个月困人四次，物业说维修基金批不下来，业主不敢坐电梯，请住建部门督促检修。",
  postedAt: "2026-03-03T05:14:05.000Z",
};

/** The words of {@link TEMPLATE_ELSEWHERE} and this one are the same but for the places. */
export const TEMPLATE: FingerprintInput = {
  title: "石桥坳村请求硬化入组公路",
  text: "石桥坳村杨家组的入组公路至今没有硬化，晴天一身灰，雨天一身泥，孩子上学很不方便，请求交通局早日安排。",
  postedAt: "2026-03-03T05:14:05.000Z",
};

/** The same petition with another village and group put in. */
export const TEMPLATE_ELSEWHERE: FingerprintInput = {
  title: "枫木塘村请求硬化入组公路",
  text: "枫木塘村滕家组的入组公路至今没有硬化，晴天一身灰，雨天一身泥，孩子上学很不方便，请求交通局早日安排。",
  postedAt: "2026-03-05T05:14:05.000Z",
};

/** A village without water, in few words. */
export const SHORT_WATER: FingerprintInput = {
  title: "茶溪村停水一个星期",
  text: "吕家坪镇茶溪村停水一个星期了，水泵坏了没人修，老人只能到河边挑水，请水利局派人来修。",
  postedAt: "2026-03-04T05:14:05.000Z",
};

/** The same short post with another village put in. */
export const SHORT_WATER_ELSEWHERE: FingerprintInput = {
  title: "米沙村停水一个星期",
  text: "郭公坪镇米沙村停水一个星期了，水泵坏了没人修，老人只能到河边挑水，请水利局派人来修。",
  postedAt: "2026-03-04T06:14:05.000Z",
};

/** {@link SHORT_WATER} told by a neighbour, where posts have no title. */
export const SHORT_WATER_RETOLD: FingerprintInput = {
  title: null,
  text: "茶溪村的水泵坏了没人修，停水快十天，八十岁的老人天天到河边挑水吃，水利局能不能派人来看看",
  postedAt: "2026-03-06T05:14:05.000Z",
};

/** Another problem of that village. */
export const SHORT_ROAD_SAME_VILLAGE: FingerprintInput = {
  title: "茶溪村路灯全部不亮",
  text: "吕家坪镇茶溪村的路灯装了两年全部不亮，晚自习的学生摸黑走路，请有关部门检修线路。",
  postedAt: "2026-03-05T05:14:05.000Z",
};

/** A fee at one school. */
export const SCHOOL_FEE: FingerprintInput = {
  title: "青石坡中学收资料费",
  text: "青石坡中学这学期每个学生收三百元资料费，没有收据，不交的孩子被点名批评，请教育局查一查。",
  postedAt: "2026-03-04T05:14:05.000Z",
};

/** The same at another school. */
export const SCHOOL_FEE_ELSEWHERE: FingerprintInput = {
  title: "望江楼中学收资料费",
  text: "望江楼中学这学期每个学生收三百元资料费，没有收据，不交的孩子被点名批评，请教育局查一查。",
  postedAt: "2026-03-07T05:14:05.000Z",
};

/** A lift that stops, with numbers and dates. */
export const LIFT: FingerprintInput = {
  title: "翠屏苑小区电梯困人",
  text: "翠屏苑小区的电梯从3月1日起困人4次，物业说没有钱修，老人不敢下楼，请住建局督促物业修好。",
  postedAt: "2026-03-08T05:14:05.000Z",
};

/** The same frame, other numbers, another estate. */
export const LIFT_ELSEWHERE: FingerprintInput = {
  title: "金桂华庭小区电梯困人",
  text: "金桂华庭小区的电梯从2月20日起困人6次，物业说没有钱修，老人不敢下楼，请住建局督促物业修好。",
  postedAt: "2026-03-10T05:14:05.000Z",
};

/** Makes a member from invented words. */
export function member(id: string, input: FingerprintInput): Member {
  return { id, fingerprint: fingerprint(input) };
}

/** Places messages one after another in a fresh index. */
export function placeAll(members: readonly Member[]): { index: GroupIndex; placements: Placement[] } {
  const index = new GroupIndex();
  return { index, placements: members.map((each) => index.place(each)) };
}

const PLACES = ["青枫雅苑", "石桥坳村", "枫木塘村", "锦溪路", "文昌阁社区", "长潭小学", "大桥江渡口", "谷达坡菜场"];
const MATTERS = [
  "垃圾站二十多天没有清运，污水横流，臭气熏天",
  "电梯上个月困人四次，维修基金一直批不下来",
  "路灯坏了半年，学生晚自习回家摸黑走路",
  "自来水发黄有腥味，烧开以后锅底一层泥沙",
  "夜宵摊吵到凌晨三点，油烟直接排进居民窗户",
];
const ENDINGS = ["请领导管管。", "希望有关部门尽快处理！", "多次反映没有结果，请给个说法。", ""];

/** Invented messages by number: places, matters and endings combined, so that many are alike and some are copies. */
export function combined(number: number): FingerprintInput {
  const place = PLACES[number % PLACES.length]!;
  const matter = MATTERS[Math.floor(number / 3) % MATTERS.length]!;
  const ending = ENDINGS[Math.floor(number / 7) % ENDINGS.length]!;
  const day = String(1 + (number % 28)).padStart(2, "0");
  return {
    title: number % 4 === 0 ? null : `${place}：${matter.slice(0, 8)}`,
    text: `${place}的${matter}，${ending}`,
    postedAt: number % 5 === 0 ? null : `2026-03-${day}T04:00:00.000Z`,
  };
}
