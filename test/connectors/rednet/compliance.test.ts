import { rednet } from "../../../connectors/rednet/index.ts";
import { startRednet } from "../../../lab/rednet.ts";
import { assertConnectorCompliance } from "../compliance.ts";

assertConnectorCompliance(rednet, startRednet);
