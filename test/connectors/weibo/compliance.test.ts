import { weibo } from "../../../connectors/weibo/index.ts";
import { startWeibo } from "../../../lab/weibo.ts";
import { assertConnectorCompliance } from "../compliance.ts";

assertConnectorCompliance(weibo, startWeibo);
