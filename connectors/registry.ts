import type { AnyConnector } from "../src/connector/connector.ts";
import { countySite } from "./county-site/index.ts";
import { douyin } from "./douyin/index.ts";
import { provincialBoard } from "./provincial-board/index.ts";
import { rednet } from "./rednet/index.ts";
import { weibo } from "./weibo/index.ts";

/** The connectors that ship, by id. A new one needs its line here and nothing else. */
export const connectors: Readonly<Record<string, AnyConnector>> = {
  [provincialBoard.id]: provincialBoard,
  [rednet.id]: rednet,
  [weibo.id]: weibo,
  [douyin.id]: douyin,
  [countySite.id]: countySite,
};
