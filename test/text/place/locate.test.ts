import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate, TOWNSHIPS } from "../../../src/text/place/index.ts";

const at = (text: string, hint: string | null = null) => locate({ title: null, text, hint });

describe("locate", () => {
  it.each(TOWNSHIPS.map(({ name, code }) => [name, code] as const))("reads %s in full as %s", (name, code) => {
    expect(at(`请问${name}的路灯几时装？`)).toEqual({ division: "431226", township: code, name, evidence: name });
  });

  it.each([
    ["谭家寨今天又停水了", "431226208", "谭家寨乡", "谭家寨"],
    ["兰村的桥塌了一角", "431226212", "兰村乡", "兰村"],
    ["兰村村的桥塌了一角", "431226212", "兰村乡", "兰村村"],
    ["楠木村村没有班车", "431226101", "锦和镇", "楠木村村"],
    ["舒家村村口积水", "431226206", "舒家村乡", "舒家村村"],
    ["腾紫坪修水渠占了我的田", "431226208", "谭家寨乡", "腾紫坪"],
    ["麻阳高村堵车", "431226106", "高村镇", "高村"],
    ["江口镇卫生院没有医生", "431226102", "江口墟镇", "江口镇"],
    ["江口圩镇赶场占道", "431226102", "江口墟镇", "江口圩镇"],
    ["和坪溪乡小学缺老师", "431226215", "和平溪乡", "和坪溪乡"],
    ["石羊俏温泉门口乱收费", "431226209", "石羊哨乡", "石羊俏"],
    ["三角凹村手机没信号", "431226207", "隆家堡乡", "三角凹村"],
    ["羊合垄村的水渠", "431226102", "江口墟镇", "羊合垄村"],
    ["漫水村的古樟树", "431226106", "高村镇", "漫水村"],
    ["县城的红绿灯太短", "431226106", "高村镇", "县城"],
    ["九曲湾铜矿的尾矿库渗水", "431226105", "吕家坪镇", "九曲湾铜矿"],
    ["旧县村古井脏了", "431226216", "黄桑乡", "旧县村"],
    ["锦江村的路", "431226104", "兰里镇", "锦江村"],
    ["兰家社区乱停车", "431226106", "高村镇", "兰家社区"],
    ["兰家坪村乱倒垃圾", "431226101", "锦和镇", "兰家坪村"],
    ["高坪村的低保名单", "431226104", "兰里镇", "高坪村"],
  ])("places %s", (text, township, name, evidence) => {
    expect(at(text)).toEqual({ division: "431226", township, name, evidence });
  });

  it.each([
    ["长潭乡的老路谁管", "431226101", "长潭乡"],
    ["拖冲乡敬老院", "431226107", "拖冲乡"],
    ["谷达坡乡的班车", "431226106", "谷达坡乡"],
  ])("maps a former unit to the new one and keeps its name: %s", (text, township, name) => {
    expect(at(text)).toMatchObject({ township, name, evidence: name });
  });

  it("leaves 大塘村 open, which is in two townships, until another word decides", () => {
    expect(at("大塘村的水池漏了")).toEqual({ division: "431226", township: null, name: null, evidence: "大塘村" });
    expect(at("黄桑乡大塘村的水池漏了")).toMatchObject({ township: "431226216", name: "黄桑乡" });
  });

  it.each([
    "花园里的向阳坡上，大家和谐相处",
    "江口的风景好看",
    "铜仁江口县的车",
    "广东徐闻锦和镇的菠萝",
    "辰溪县城的医院",
    "鹤城区的公交",
    "和平西路堵车",
    "岩门大道的路灯",
    "长潭西高速收费站",
    "西晃山森林公园几点关门",
    "无名坪村要修路",
    "",
  ])("claims no township for %j", (text) => {
    expect(at(text)).toMatchObject({ division: "431226", township: null, name: null });
  });

  it("prefers the township in full to a village, a short name or the county seat", () => {
    expect(at("我去县城办事，家在文昌阁乡，路过岩门").name).toBe("文昌阁乡");
  });

  it("reads the title too", () => {
    expect(locate({ title: "板栗树乡停电", text: "三天了" })).toMatchObject({
      township: "431226210",
      evidence: "板栗树乡",
    });
  });

  it("reads the platform's label only when the text names no township", () => {
    expect(at("路灯不亮", "湖南-怀化-麻阳-岩门镇")).toMatchObject({
      township: "431226103",
      name: "岩门镇",
      evidence: null,
    });
    expect(at("路灯不亮", "高村")).toMatchObject({ township: "431226106", name: "高村镇" });
    expect(at("尧市镇路灯不亮", "岩门镇")).toMatchObject({ township: "431226107" });
    expect(at("路灯不亮", "麻阳")).toMatchObject({ township: null });
  });

  it("takes any text, and its evidence stands in it", () => {
    const piece = fc.constantFrom(
      ...TOWNSHIPS.flatMap(({ name, villages }) => [name, ...villages.slice(0, 3)]),
      "县",
      "麻阳",
      "的",
      "\ud800",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (words) => {
        const place = at(words);
        expect(place.division).toBe("431226");
        if (place.evidence !== null) expect(words).toContain(place.evidence);
        if (place.township !== null) expect(place.evidence).not.toBeNull();
      }),
    );
  });

  it("reads a long text in time that grows with its length only", () => {
    const began = performance.now();
    at("高".repeat(200_000));
    at("大桥江和".repeat(50_000));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
