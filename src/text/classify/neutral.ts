import { prefilter } from "./prefilter.ts";

/**
 * What has no say (rubric §2, "Has no say"): reach, announced pressure, form and formulas of courtesy or contempt. These
 * words are blanked before any rule reads the text, so that no rule can take them for a fact.
 */
const NO_SAY: readonly RegExp[] = [
  // Form: a cry without a fact behind it.
  /(十万火急|万分火急|紧急(求助|呼吁|反映)?|急{2,}|火速|加急|跪(求|谢)|泣血(呼喊|求助)?|泪目|在线等|求扩散|求转发|帮(忙)?转(发|一下)?|sos|help|救命(啊|呀|哪)+|救命[!！]+|(谁|哪个)来?(管管|救救我们?)|救救(我们?|孩子|老百姓|百姓)(吧|啊)?|刻不容缓|人命关天)/g,
  // Announced pressure.
  /(再不[^，。！？]{0,8})?(我们?)?(就|要|会|准备|只好|只能|将)?(去|到|上)(北京|省里|省城|市里|中央|国家信访局|信访局?|省信访局)(去)?(上访|告状|告|讨说法)?|上访|越级|(找|联系|叫)[^，。]{0,3}(记者|媒体|电视台)|曝光|发(到)?(抖音|微博|网上|朋友圈|快手|小红书)|(打|拨打)?12345(投诉)?(你们)?|起诉(你们)?|联名信|差评|拉横幅|挂网上|律师函|媒体已经在路上/g,
  // Reach.
  /\d*[一二三四五六七八九十百千万]*(多)?(个)?(万)?(人)?(点赞|转发|浏览|播放|评论|粉丝|阅读量|热搜)|#[^#\n]{1,30}#|@\S{1,16}/g,
  // Contempt, praise and accusation of offices and officials.
  /(你们)?(这些|这群|这帮|一群|那些)?(当官|领导|干部|贪官|政府|官员|公务员)[^，。！？]{0,8}(废物|吸血鬼|吃干饭|不作为|混蛋|垃圾|尸位素餐|装睡|良心[^，。]{0,6}|腐败|贪污|官官相护|都是[^，。]{0,6})|垃圾政府|贪官(污吏)?|吸血鬼|尸位素餐|官僚主义(害死人)?|形式主义|官官相护|不作为|乱作为|懒政|良心[^，。]{0,4}狗吃|腐败|黑恶势力|保护伞|感谢(党|政府|国家|共产党|领导)[^，。！？]{0,8}|(党|政府|国家)(的)?(政策)?(真)?好|(尊敬|敬爱)的[^，。！？：:]{0,10}(领导|书记|县长|市长|省长|局长)(同志)?|领导(们)?(您|你们?)?(好|辛苦了)|(中国)?共产党万岁/g,
  // Who writes.
  /我(们)?(是|一个|作为)[^，。]{0,4}(退(役|伍)(军人|老兵)|老?党员|人大代表|政协委员|退休(干部|教师|老师|老干部)|外地人|本地人|苗族|侗族|汉族|土家族|瑶族|回族|基督徒|佛教徒|上访户|记者|律师|老外|外国人|公务员|村干部|老兵|农民工?的儿子)(人)?|[一二三四五六七八九十]+年党龄|(苗|侗|汉|土家|瑶|回)族(人|同胞|群众)?/g,
];

/** Leaves out the phrases whose words are not in a message. */
const mayHold = prefilter(NO_SAY.map((phrase) => [phrase]));

/** Replaces what has no say by commas of the same length. */
export function blankNoSay(folded: string): string {
  const may = mayHold(folded);
  let flat = folded;
  for (const [index, phrase] of NO_SAY.entries()) {
    if (may[index]) flat = flat.replace(phrase, (words) => "，".repeat(words.length));
  }
  return flat;
}
