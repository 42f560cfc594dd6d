import { provincialBoard } from "../../../connectors/provincial-board/index.ts";
import { startProvincialBoard } from "../../../lab/provincial-board.ts";
import { assertConnectorCompliance } from "../compliance.ts";

assertConnectorCompliance(provincialBoard, startProvincialBoard);
