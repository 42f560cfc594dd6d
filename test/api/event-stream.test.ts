import { expect, it, onTestFinished, vi } from "vitest";
import { eventStream, HEARTBEAT_MILLISECONDS } from "../../src/api/event-stream.ts";
import { created, message } from "./builders.ts";
import { MemoryStore } from "./memory-store.ts";

it("speaks at least every heartbeat, also when it is woken for nothing in between", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const { feed } = new MemoryStore();
  const restless = {
    ...feed,
    wait: (after: number, milliseconds: number, signal: AbortSignal) =>
      feed.wait(after, Math.min(milliseconds, 4000), signal),
  };
  const stream = eventStream(restless, 0, new AbortController().signal);
  await stream.next();
  for (let beat = 1; beat <= 3; beat++) {
    const next = stream.next();
    await vi.advanceTimersByTimeAsync(HEARTBEAT_MILLISECONDS);
    expect(await next).toEqual({ done: false, value: ": heartbeat\n\n" });
  }
});

it("ends where nobody reads any more", async () => {
  const store = new MemoryStore();
  store.append(created(message(1)));
  const leaving = new AbortController();
  const stream = eventStream(store.feed, 0, leaving.signal);
  await stream.next();
  expect((await stream.next()).value).toMatch(/^id: 1\n/);
  const next = stream.next();
  leaving.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});
