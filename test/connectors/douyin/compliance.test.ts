import { douyin } from "../../../connectors/douyin/index.ts";
import { startDouyin } from "../../../lab/douyin.ts";
import { assertConnectorCompliance } from "../compliance.ts";

assertConnectorCompliance(douyin, startDouyin);
