import { afterAll, beforeAll, describe, it } from "vitest";
import { queueContract } from "../contract/queue.contract.ts";
import { onRedis } from "../support/queues-under-test.ts";
import { findRedis, type RedisServer } from "../support/redis-server.ts";

const redis = findRedis();

describe.runIf(redis.found)("Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await redis.start();
  });
  afterAll(() => server?.stop());
  queueContract("Redis", () => onRedis(server.url));
});

describe.runIf(!redis.found)("Redis", () => {
  it.skip(`has no server here: ${redis.reason}`, () => undefined);
});
