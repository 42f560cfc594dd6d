import type { Random } from "../random.ts";

const surnames = "滕张田黄龙杨李王刘陈谭聂胡满莫舒吴郑".split("");
const given = "建国 秀英 小军 桂花 海燕 志强 玉兰 大勇 春梅 平 芳 磊".split(" ");
const nicknames = [
  "锦江边的树",
  "匿名网友",
  "橙乡游子",
  "漫水渔夫",
  "在外的麻阳人",
  "苗乡阿妹",
  "爱吃冰糖橙",
  "热心市民",
  "西晃山下",
  "普通老百姓",
];

const digits = (random: Random, length: number): string => random.text(length, "0123456789");

/** An invented full name. */
export function fullName(random: Random): string {
  return random.pick(surnames) + random.pick(given);
}

/** An invented nickname; some repeat, as on the real platforms. */
export function nickname(random: Random): string {
  return random.pick(nicknames) + (random.chance(0.7) ? digits(random, random.int(2, 5)) : "");
}

/** A resident id number with a right check digit (GB 11643) that belongs to a birthday in 1950–1999. */
function residentId(random: Random): string {
  const date = `19${random.int(50, 99)}${String(random.int(1, 12)).padStart(2, "0")}${String(random.int(1, 28)).padStart(2, "0")}`;
  const body = `431226${date}${digits(random, 3)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + "10X98765432"[sum % 11];
}

/** A bank card number with a right Luhn digit. */
function bankCard(random: Random): string {
  const body = `622848${digits(random, 12)}`;
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

/** A sentence with personal data in it, all invented, in the ways citizens write them. */
export function contact(random: Random): string {
  const phone = `199${digits(random, 8)}`;
  return random.pick([
    () => `我的电话${phone}，`,
    () => `联系人：${fullName(random)}，手机 ${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}。`,
    () => `电话0745-58${digits(random, 5)}。`,
    () => `身份证号${residentId(random)}，姓名${fullName(random)}。`,
    () => `微信同号${phone}。`,
    () => `请把钱退到我的卡${bankCard(random)}。`,
    () => `车牌湘N${random.text(5, "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")}。`,
    () => `QQ：${random.int(10_000_000, 990_000_000)}，`,
  ])();
}
