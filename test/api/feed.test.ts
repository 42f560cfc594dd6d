import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { created, message } from "./builders.ts";
import { type Door, openDoor, token } from "./door.ts";

async function doorWith(events: number, ...tokens: ReturnType<typeof token>[]): Promise<Door> {
  const door = await openDoor({ tokens });
  for (let n = 1; n <= events; n++) door.store.append(created(message(n)));
  return door;
}

/** Lets the door listen on loopback; it closes when the test ends. */
async function listen(door: Door): Promise<string> {
  const address = await door.app.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => door.app.close());
  return address;
}

/** Resolves when so many readers wait at the store. */
async function waiting(door: Door, readers: number): Promise<void> {
  await expect.poll(() => door.store.waiting, { interval: 5, timeout: 5000 }).toBe(readers);
}

describe("the feed", () => {
  it("gives events in order, and where to go on", async () => {
    const door = await doorWith(5);
    const first = (await door.ask("GET", "/v1/feed?limit=3")).body;
    expect(first).toEqual({ items: [1, 2, 3].map((n) => created(message(n))), next: 3 });
    const second = (await door.ask("GET", `/v1/feed?after=${first.next}&limit=3`)).body;
    expect(second).toMatchObject({ items: [{ seq: 4 }, { seq: 5 }], next: 5 });
    expect((await door.ask("GET", "/v1/feed?after=5")).body).toEqual({ items: [], next: 5 });
  });

  it("holds the answer until there is an event", async () => {
    const door = await doorWith(2);
    const held = door.ask("GET", "/v1/feed?after=2&wait=30");
    await waiting(door, 1);
    door.store.append(created(message(3)));
    expect((await held).body).toMatchObject({ items: [{ seq: 3 }], next: 3 });
    expect(door.store.waiting).toBe(0);
  });

  it("answers with nothing when the time is over, and not before", async () => {
    const door = await doorWith(2);
    const begun = performance.now();
    expect((await door.ask("GET", "/v1/feed?after=2&wait=1")).body).toEqual({ items: [], next: 2 });
    expect(performance.now() - begun).toBeGreaterThan(950);
  });

  it("stops waiting for a reader that has gone", async () => {
    const door = await doorWith(0);
    const address = await listen(door);
    const leaving = new AbortController();
    const asked = fetch(`${address}/v1/feed?wait=60`, { signal: leaving.signal }).catch(() => "gone");
    await waiting(door, 1);
    leaving.abort();
    expect(await asked).toBe("gone");
    await waiting(door, 0);
  });

  it("is not held open by a connection on which nothing was asked", async () => {
    const door = await doorWith(0);
    const { port } = new URL(await door.app.listen({ host: "127.0.0.1", port: 0 }));
    const silent = connect(Number(port), "127.0.0.1");
    await once(silent, "connect");
    const ended = once(silent, "close");
    await door.app.close();
    await ended;
  });

  it("lets nobody wait for a door that closes", async () => {
    const door = await doorWith(0);
    const address = await door.app.listen({ host: "127.0.0.1", port: 0 });
    const held = fetch(`${address}/v1/feed?wait=60`);
    const stream = await fetch(`${address}/v1/feed/stream`);
    await waiting(door, 2);
    await door.app.close();
    expect(await (await held).json()).toEqual({ items: [], next: 0 });
    expect(await stream.text()).toContain(": after 0");
  });
});

/** Reads a stream until so many events are there, then leaves it. */
async function streamed(url: string, events: number, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const answer = await fetch(url, { headers, signal: leaving.signal });
  const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    answer,
    async read() {
      while (parse(text).length < events) {
        const { done, value } = await reader.read();
        if (done) break;
        text += value;
      }
      leaving.abort();
      return parse(text);
    },
  };
}

function parse(text: string) {
  const blocks = text.split("\n\n").slice(0, -1);
  return blocks.flatMap((block) => {
    const match = /^id: (\d+)\ndata: (.*)$/.exec(block);
    return match === null ? [] : [{ id: Number(match[1]), data: JSON.parse(match[2] as string) }];
  });
}

describe("the stream", () => {
  it("gives past events after a position, then each new one as it comes", async () => {
    const door = await doorWith(3);
    const stream = await streamed(`${await listen(door)}/v1/feed/stream?after=1`, 3);
    expect(stream.answer.headers.get("content-type")).toBe("text/event-stream");
    expect(stream.answer.headers.get("cache-control")).toBe("no-store");
    await waiting(door, 1);
    door.store.append(created(message(4)));
    expect(await stream.read()).toEqual([2, 3, 4].map((n) => ({ id: n, data: created(message(n)) })));
    await waiting(door, 0);
  });

  it("resumes after Last-Event-ID, which wins over ?after", async () => {
    const door = await doorWith(5);
    const url = `${await listen(door)}/v1/feed/stream?after=0`;
    const stream = await streamed(url, 2, { "last-event-id": "3" });
    expect((await stream.read()).map(({ id }) => id)).toEqual([4, 5]);
  });

  it("begins at the present without either", async () => {
    const door = await doorWith(5);
    const stream = await streamed(`${await listen(door)}/v1/feed/stream`, 1);
    await waiting(door, 1);
    door.store.append(created(message(6)));
    expect((await stream.read()).map(({ id }) => id)).toEqual([6]);
  });

  it("pages through a long past without losing an event", async () => {
    const door = await doorWith(350);
    const stream = await streamed(`${await listen(door)}/v1/feed/stream?after=0`, 350);
    expect((await stream.read()).map(({ id }) => id)).toEqual(Array.from({ length: 350 }, (_, index) => index + 1));
  });

  it("asks for its permission before it begins", async () => {
    const door = await doorWith(1, token("feeder", "raw-posts:write"));
    const answer = await fetch(`${await listen(door)}/v1/feed/stream`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ type: "urn:heartbridge:problem:unauthorized" });
  });
});
