import { before } from "../context.ts";
import type { Redaction } from "../redaction.ts";
import type { Detector } from "../scan.ts";
import { nameStart } from "./address-start.ts";

/** A count as people write it: digits, Chinese numerals, or a letter for a building. */
const N = "(?:[0-9]{1,4}(?:-[0-9]{1,4}){0,2}|[零〇一二三四五六七八九十百]{1,5}|[A-Za-z][0-9]{0,2})";
/** One step of an address: `3栋`, `2单元`, `附2号`, `甲9号`, `六组`, `平房第4间`. */
const UNIT = "(?:期|区|栋|幢|(?<![一两几])座|号楼|号院(?![内里])|单元|门栋|层|楼(?![下道梯])|组|队|弄|号|室|房|间)";
const STEP = `(?:院内|院里|院)?(?:平房)?(?:附|第|[甲乙丙丁])?${N}[ ]?${UNIT}`;
/** Steps one after another, perhaps with a bare room number at the end. */
const DOOR = new RegExp(
  `(?<![0-9零〇一二三四五六七八九十百A-Za-z第附甲乙丙丁-])${STEP}(?:[ ,-]?${STEP}){0,6}(?:[ -]?(?:[0-9]{3,4}|[零〇一二三四五六七八九]{3,4})(?![0-9万元年月日户人多米级平]))?`,
  "g",
);
/** A building, stair and room joined by dashes after an estate's name: `5-1-1203`. */
const DASHED = /(?<![0-9A-Za-z-])[0-9A-Z]{1,3}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])/g;

const ROAD = /(?:大道|大街|路|街|巷|弄|里弄|胡同|坊|道)$/;
const ESTATE =
  /(?:小区|花园|花苑|家园|新城|名城|豪庭|公寓|公馆|山庄|广场|大厦|新村|佳苑|嘉园|[苑园城府湾居庭邸轩阁寓郡院楼])$|(?:安置房|公租房|廉租房|家属院|家属楼|宿舍)$/;
const VILLAGE = /(?:村|社区|寨|屯|居委会|大院|院子)$/;

/** A kind of place without its name, or a count. */
const BARE = /^(?:第.*|小区|花园|社区|家园|公寓|广场|大厦|宿舍|家属[院楼区]|.?楼房|房屋)$/;

/** Words that make a place a home, right before it. */
const HOME = /(?:住(?!院)|家|屋|地址|寄到?|收货|收件|户籍|租|房子|安置房)[^，。；！？\n]{0,12}$/;
const HOME_REACH = 18;
/** Words before a road and number that speak of a shop, an office or a site. */
const PUBLIC_BEFORE = /(?:位于|座落|坐落|公司|地点|工地|店|厂)[^，。；！？\n]{0,8}$/;
/** A house number that ends its clause stands alone; one that goes on mostly names what is there (…号大排档). */
const CLAUSE_END = /^\s*(?:[，。；！？、,;!?()（）\n]|$)/;
const NOT_A_DOOR_AFTER = /^(?:线|窗口|文|令|公告|路灯|井|桥|门面|商铺|铺|车|电梯|车位|地块)/;

interface Found {
  readonly start: number;
  readonly end: number;
  /** The steps' text. */
  readonly door: string;
  readonly name: string;
}

function isHome(folded: string, { start }: Found): boolean {
  return HOME.test(before(folded, start, HOME_REACH));
}

/** Whether a name ends as names of roads, estates or villages do. */
function isNamedPlace(name: string): boolean {
  return ROAD.test(name) || ESTATE.test(name) || VILLAGE.test(name);
}

function isRightAfterHome(folded: string, { start }: Found): boolean {
  return /(?:住|家住|住在|家在|我家|租)$/.test(before(folded, start, 4));
}

/** A room behind a building or stair, in any writing. */
function hasRoom(door: string): boolean {
  return /(?:栋|幢|座|号楼|单元|楼|院).{0,12}?(?:室|房|间|号(?!楼|院)|[0-9]{3,4}$|[零〇一二三四五六七八九]{3,4}$|-[0-9]{3,4}$)/.test(
    door,
  );
}

/** Without a word for home, a road and number are believed to be a home's only where nothing public is named. */
function isPrivateHouse(folded: string, { start, end }: Found): boolean {
  return !PUBLIC_BEFORE.test(before(folded, start, HOME_REACH)) && CLAUSE_END.test(folded.slice(end, end + 3));
}

function isAddress(folded: string, found: Found): boolean {
  const { door, name, end } = found;
  const after = folded.slice(end, end + 18);
  if (NOT_A_DOOR_AFTER.test(after)) return false;
  const home = isHome(folded, found);
  if (hasRoom(door)) return true;
  if (/栋|幢|座|单元|号楼/.test(door))
    return isNamedPlace(name) ? home && !/^一[栋座幢]$/.test(door) : isRightAfterHome(folded, found);
  if (ROAD.test(name)) return /号/.test(door) && (home || isPrivateHouse(folded, found));
  if (VILLAGE.test(name)) return /组|队/.test(door) ? home || /号/.test(door) : /号/.test(door);
  return ESTATE.test(name) && /[号室房]/.test(door) && home;
}

function candidate(folded: string, at: number, door: string): Redaction | null {
  const start = nameStart(folded, at);
  const name = folded.slice(start, at);
  const end = at + door.length;
  if (!/\p{Script=Han}{2}/u.test(name) || BARE.test(name) || !isAddress(folded, { start, end, door, name }))
    return null;
  if (!/栋|幢|座|单元|号楼/.test(door) && !isNamedPlace(name)) return null;
  return { type: "address", start, end };
}

/**
 * Home addresses to the door: from road, estate or village group to the last number; county and township stay.
 * A building, a village group or a house number alone is a place; with a room, or after a word for home, it is a home.
 */
export const address: Detector = ({ folded }) => {
  const found: Redaction[] = [];
  for (const door of folded.matchAll(DOOR)) {
    const hit = candidate(folded, door.index, door[0]);
    if (hit !== null) found.push(hit);
  }
  for (const door of folded.matchAll(DASHED)) {
    const start = nameStart(folded, door.index);
    if (ESTATE.test(folded.slice(start, door.index)))
      found.push({ type: "address", start, end: door.index + door[0].length });
  }
  return found;
};
