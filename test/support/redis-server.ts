import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { scratch } from "./scratch.ts";

/** A Redis of the test's own, or the one that REDIS_URL names. */
export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Looks for a Redis: REDIS_URL, else `redis-server` on the PATH. HEARTBRIDGE_REQUIRE_SERVICES=1 makes its absence fail. */
export function findRedis(): { found: boolean; reason: string; start(): Promise<RedisServer> } {
  const url = process.env.REDIS_URL;
  if (url) return { found: true, reason: "", start: async () => ({ url, stop: async () => undefined }) };
  try {
    execFileSync("redis-server", ["--version"], { stdio: "ignore" });
    return { found: true, reason: "", start };
  } catch {
    const found = process.env.HEARTBRIDGE_REQUIRE_SERVICES === "1";
    return { found, reason: "neither REDIS_URL nor redis-server on the PATH", start };
  }
}

/** Starts a server on a Unix socket in a scratch folder, without persistence. */
async function start(): Promise<RedisServer> {
  const { folder, remove } = scratch();
  const socket = join(folder, "redis.sock");
  const options = [
    "--port",
    "0",
    "--unixsocket",
    socket,
    "--dir",
    folder,
    "--save",
    "",
    "--maxmemory-policy",
    "noeviction",
  ];
  const child: ChildProcess = spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
    child.stdout?.on("data", (data: Buffer) => {
      if (/ready to accept connections/i.test(data.toString())) resolve();
    });
  });
  return {
    url: `unix://${socket}`,
    async stop() {
      child.removeAllListeners("exit");
      child.kill("SIGTERM");
      await once(child, "exit");
      remove();
    },
  };
}
