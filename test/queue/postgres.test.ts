import { queueContract } from "../contract/queue.contract.ts";
import { onPostgres } from "../support/queues-under-test.ts";
import { sharedEngine } from "../support/shared-engine.ts";

const engine = sharedEngine();
queueContract("PostgreSQL", () => onPostgres(engine().address));
