import { afterAll, beforeAll, describe, it } from "vitest";
import { queueContract } from "../contract/queue.contract.ts";
import { onRedis } from "../support/queues-under-test.ts";
import { findRedis, type RedisServer } from "../support/redis-server.ts";

const redis = findRedis();

if (redis.found) {
  describe("Redis", () => {
    let server: RedisServer;
    beforeAll(async () => {
      server = await redis.start();
    });
    afterAll(() => server?.stop());
    queueContract("Redis", () => onRedis(server.url));
  });
} else {
  it.skip(`queues on Redis: ${redis.reason}`, () => undefined);
}
