/**
 * The county's townships and villages: facts of public registers (place sheet §2 and §3: statistics bureau, codes of the
 * issue 2022/2023, villages of 2016-07), with the landmarks that people name instead (place sheet §4).
 */

/** A township with the names that lead to it. */
export interface Township {
  /** Nine digits: county and township of the statistics bureau. */
  readonly code: string;
  readonly name: string;
  /** Names of units that are part of it now, as they were last written. */
  readonly formerNames: readonly string[];
  /** Villages and communities with their suffix; some names end in 村村 or 新村 by themselves. */
  readonly villages: readonly string[];
  /** Buildings, roads and sights whose seat is known. */
  readonly landmarks: readonly string[];
}

function words(list: string): string[] {
  return list.split(" ");
}

/** GB/T 2260 code of 麻阳苗族自治县. */
export const COUNTY_DIVISION = "431226";

/** All townships, by code. */
export const TOWNSHIPS: readonly Township[] = [
  {
    code: "431226101",
    name: "锦和镇",
    formerNames: ["长潭乡"],
    villages: words(
      "黄家团村 官庄村 兰家坪村 姚家庄村 河湾村 楠木村村 尚坪村 官村村 柑子园村 十八岩村 大湾村 黄土田村 岩口山村 长潭村 新场村 碰溪村 长潭溪村 轻土村 楠村村 鱼尾村 东街社区 西街社区",
    ),
    landmarks: ["锦和古城"],
  },
  {
    code: "431226102",
    name: "江口墟镇",
    formerNames: [],
    villages: words("羊合垅村 黄泥溪村 石眼潭村 陈家湾村 田家湾村 公馆村 牙溪村 大禾田村 骆子村 齐天坪村 江口社区"),
    landmarks: ["江口圩镇"],
  },
  {
    code: "431226103",
    name: "岩门镇",
    formerNames: [],
    villages: words(
      "岩门村 平原村 黄双冲村 团山村 玳瑁坡村 高公冲村 岩田坡村 新坪村 白泥田村 毛冲村 双冲村 大路坳村 岩门社区",
    ),
    landmarks: ["滕代远故居"],
  },
  {
    code: "431226104",
    name: "兰里镇",
    formerNames: [],
    villages: words(
      "新营村 所住村 栎木村 黄岩溪村 塘里村 青山村 苍冲村 岩寨村 兰生村 大华坪村 高坪村 锦江村 江坪村 花园村 兰里社区",
    ),
    landmarks: ["烂泥", "蓝里镇"],
  },
  {
    code: "431226105",
    name: "吕家坪镇",
    formerNames: [],
    villages: words("首座田村 山跃村 太平溪村 姚潭村 桐木村 九曲湾村 向阳村 茶溪村 吕家坪社区 铜矿社区"),
    landmarks: ["九曲湾铜矿"],
  },
  {
    code: "431226106",
    name: "高村镇",
    formerNames: ["高村乡", "绿溪口乡", "栗坪乡", "谷达坡乡"],
    villages: words(
      "通灵溪村 通溪村 车头村 龙池村 大塘村 大力林村 谷达坡村 营盘村 白羊村 竿子溪村 土潭村 兴隆湾村 栗坪村 富田坳村 中寨坪村 胡家村 仓屋村 黄连冲村 绿溪口村 洲上村 袁郊村 枫木林村 大比坳村 水漫溪村 陶伊村 大溪桥村 兰丝垅村 兴隆社区 兰家社区 尧里社区 渔子坡社区 学里社区 滨河社区 逢爷社区 高垅社区 漫水社区 马南社区",
    ),
    landmarks: ["县人民医院", "锦江大道", "滨河路", "高铁麻阳站", "麻阳西站", "麻阳站", "滕代远纪念馆", "盘瓠庙"],
  },
  {
    code: "431226107",
    name: "尧市镇",
    formerNames: ["尧市乡", "拖冲乡"],
    villages: words(
      "尧市村 马江口村 大坪村 高洲坪村 小江村 柑子坪村 马山潭村 卜罗坪村 拖冲村 黄坳村 桥冲村 保洞溪村 大王村 大禾塘村 大酉村 现合村",
    ),
    landmarks: [],
  },
  {
    code: "431226108",
    name: "郭公坪镇",
    formerNames: ["郭公坪乡"],
    villages: words(
      "郭公坪村 小坡村 长寿谷村 江家溪村 喇叭溪村 官东村 川岩坪村 冯家垅村 杜庄村 抱木山村 岩大门村 米沙村 双竹坡村",
    ),
    landmarks: [],
  },
  {
    code: "431226204",
    name: "文昌阁乡",
    formerNames: [],
    villages: words("坳头坪村 祖冲村 罗家冲村 雷狮坪村 西皮溪村 皮林村 黄土坡村 文西新村 文昌新村"),
    landmarks: [],
  },
  {
    code: "431226205",
    name: "大桥江乡",
    formerNames: [],
    villages: words("大桥江村 西冲湾村 豪侠坪村 杨柳坡村 洞塘溪村 石垅溪村"),
    landmarks: [],
  },
  {
    code: "431226206",
    name: "舒家村乡",
    formerNames: [],
    villages: words("舒家村村 张公坡村 红冬潭村 长坡山村 丁家村 狮子湾村"),
    landmarks: [],
  },
  {
    code: "431226207",
    name: "隆家堡乡",
    formerNames: [],
    villages: words("隆家堡村 步云坪村 勾坳村 三角坳村 塘头山村 木架洲村 黄溪村 房家庄村 程禾溪村"),
    landmarks: [],
  },
  {
    code: "431226208",
    name: "谭家寨乡",
    formerNames: [],
    villages: words("弄里村 楠木桥村 咸池坳村 跃坪村 梅场村 乌林溪村 腾紫坪村 和谐村"),
    landmarks: [],
  },
  {
    code: "431226209",
    name: "石羊哨乡",
    formerNames: [],
    villages: words("松溪坪村 洞溪村 李家村 岩落寨村 谭公冲村 通达林村 石羊哨村 新溪村"),
    landmarks: [],
  },
  {
    code: "431226210",
    name: "板栗树乡",
    formerNames: [],
    villages: words("板栗树村 武岩村 冲天垅村 大辽村 新寨村 地亭溪村 枣子喇村 江溪村 盐井村"),
    landmarks: [],
  },
  {
    code: "431226212",
    name: "兰村乡",
    formerNames: [],
    villages: words("兰村村 岩山岔村 桐古垅村 垅田村 椒林村 大坳村 望远村 岩坳村 龙盘村 泥溪垅村"),
    landmarks: [],
  },
  {
    code: "431226215",
    name: "和平溪乡",
    formerNames: ["和坪溪乡"],
    villages: words("和平溪村 金溪村 毛坪村 珠宝寨村 株木村 大溪村 大坡村"),
    landmarks: [],
  },
  {
    code: "431226216",
    name: "黄桑乡",
    formerNames: ["黄双乡"],
    villages: words("黄桑村 旧县村 湖池村 郑家潭村 空石溪村 军田村 石婆田村 岩湾村 老冲村 大塘村 亲爱村 桃花村"),
    landmarks: [],
  },
];

/** Names in use for the county. */
export const COUNTY_NAMES: readonly string[] = ["麻阳苗族自治县", "麻阳自治县", "麻阳苗族县", "麻阳县", "麻阳"];

/** Neighbouring divisions: a place that directly follows one of these is not the county's (place sheet §1 and §5.7). */
export const NEIGHBOURS: readonly string[] = ["辰溪", "鹤城", "芷江", "铜仁", "碧江", "泸溪", "凤凰", "徐闻"];
