import { queueTakeOverContract } from "../contract/queue.contract.ts";
import { onPostgres } from "../support/queues-under-test.ts";
import { sharedEngine } from "../support/shared-engine.ts";

const engine = sharedEngine();
queueTakeOverContract("PostgreSQL", () => onPostgres(engine().address));
