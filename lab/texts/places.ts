/** A township of Mayang with places that citizens name, and the office that would answer. */
export interface Place {
  readonly township: string;
  readonly spots: readonly string[];
}

/** Names come from public registers (platform sheet "place" §2, §3); the streets and estates are invented. */
export const places: readonly Place[] = [
  {
    township: "高村镇",
    spots: ["滨河社区", "兴隆社区", "渔子坡社区", "漫水社区", "龙池村", "富田坳村", "锦江小区二期"],
  },
  { township: "锦和镇", spots: ["东街社区", "西街社区", "黄土田村", "岩口山村", "长潭村"] },
  { township: "江口墟镇", spots: ["江口社区", "黄泥溪村", "牙溪村", "齐天坪村"] },
  { township: "岩门镇", spots: ["岩门社区", "玳瑁坡村", "白泥田村", "大路坳村"] },
  { township: "兰里镇", spots: ["兰里社区", "江坪村", "大华坪村", "锦江村"] },
  { township: "吕家坪镇", spots: ["铜矿社区", "太平溪村", "九曲湾村", "茶溪村"] },
  { township: "尧市镇", spots: ["尧市村", "小江村", "拖冲村", "保洞溪村"] },
  { township: "郭公坪镇", spots: ["郭公坪村", "长寿谷村", "米沙村"] },
  { township: "文昌阁乡", spots: ["祖冲村", "西皮溪村", "文昌新村"] },
  { township: "大桥江乡", spots: ["大桥江村", "豪侠坪村", "石垅溪村"] },
  { township: "隆家堡乡", spots: ["步云坪村", "三角坳村", "木架洲村"] },
  { township: "谭家寨乡", spots: ["弄里村", "楠木桥村", "乌林溪村"] },
  { township: "石羊哨乡", spots: ["松溪坪村", "谭公冲村", "石羊哨村"] },
  { township: "板栗树乡", spots: ["武岩村", "地亭溪村", "盐井村"] },
  { township: "兰村乡", spots: ["兰村村", "泥溪垅村", "望远村"] },
  { township: "和平溪乡", spots: ["和平溪村", "金溪村", "珠宝寨村"] },
  { township: "黄桑乡", spots: ["旧县村", "空石溪村", "桃花村"] },
];
