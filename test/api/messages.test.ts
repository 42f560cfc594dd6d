import { describe, expect, it } from "vitest";
import type { Message } from "../../src/record/message.ts";
import { created, message, type Wish } from "./builders.ts";
import { type Door, openDoor } from "./door.ts";

async function doorWith(...wishes: Wish[]): Promise<Door> {
  const door = await openDoor();
  wishes.forEach((wish, index) => {
    door.store.append(created(message(index + 1, wish)));
  });
  return door;
}

const seqs = (items: Message[]) => items.map(({ seq }) => seq);

describe("searching messages", () => {
  const corpus: Wish[] = [
    { level: "critical", text: "变压器漏电", township: "431226100000" },
    { connector: "rednet", source: "rednet", kind: "thanks", level: "low" },
    { field: { code: "education", label: "教育" }, group: "group-1" },
    { state: "withdrawn", level: "high" },
  ];
  it.each([
    ["urgency=critical", [1]],
    ["urgency=critical&urgency=high", [1, 4]],
    ["urgency=critical,high", [1, 4]],
    ["field=education", [3]],
    ["field=%E6%95%99%E8%82%B2", [3]],
    ["kind=thanks,complaint&connector=rednet", [2]],
    ["source=county&state=published", [1, 3]],
    ["township=431226100000", [1]],
    ["group=group-1", [1, 3]],
    ["q=%E6%BC%8F%E7%94%B5", [1]],
    ["from=2026-03-01T00:02:00Z&to=2026-03-01T08:04:00%2B08:00", [2, 3]],
    ["from=2026-03-01T08:02:00+08:00&to=2026-03-01T00:02:00.001Z", [2]],
    ["from=2100-01-01T00:00:00.000Z", []],
    ["urgency=&q=", [1, 2, 3, 4]],
  ])("?%s gives the messages that hold it", async (search, expected) => {
    const door = await doorWith(...corpus);
    const { status, body } = await door.ask("GET", `/v1/messages?sort=recordedAt&${search}`);
    expect(status).toBe(200);
    expect(seqs(body.items)).toEqual(expected);
  });

  it("sorts as asked, newest first unless told", async () => {
    const door = await doorWith(...corpus);
    expect(seqs((await door.ask("GET", "/v1/messages")).body.items)).toEqual([4, 3, 2, 1]);
    expect(seqs((await door.ask("GET", "/v1/messages?sort=urgency")).body.items)).toEqual([1, 4, 3, 2]);
    await door.ask("GET", "/v1/messages?sort=-dueAt");
    expect(door.store.asked).toMatchObject({ sort: "dueAt", descending: true, limit: 100 });
  });

  it("pages through everything without repeating or skipping a message", async () => {
    const door = await doorWith(...Array.from({ length: 53 }, () => ({})));
    const found: number[] = [];
    const sizes: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await door.ask("GET", `/v1/messages?limit=17&sort=recordedAt&cursor=${cursor}`);
      found.push(...seqs(body.items));
      sizes.push(body.items.length);
      cursor = body.next;
    }
    expect(sizes).toEqual([17, 17, 17, 2]);
    expect(found).toEqual(Array.from({ length: 53 }, (_, index) => index + 1));
  });

  it("finds one message by the platform's own id", async () => {
    const door = await doorWith({}, {});
    const { body } = await door.ask("GET", "/v1/messages?source=county&externalId=post-2");
    expect(seqs(body.items)).toEqual([2]);
    expect((await door.ask("GET", "/v1/messages?source=county&externalId=post-9")).body.items).toEqual([]);
    expect((await door.ask("GET", "/v1/messages?externalId=post-2")).status).toBe(400);
    expect((await door.ask("GET", "/v1/messages?source=county&externalId=post-2&urgency=low")).status).toBe(400);
  });
});

describe("one message", () => {
  it("is given with its history and its group", async () => {
    const door = await doorWith({ group: "g" }, { group: "g" });
    const { id } = message(1);
    expect((await door.ask("GET", `/v1/messages/${id}`)).body).toEqual(message(1, { group: "g" }));
    const history = await door.ask("GET", `/v1/messages/${id}/revisions`);
    expect(history.body).toEqual({ items: [created(message(1, { group: "g" }))], next: null });
    const group = await door.ask("GET", "/v1/groups/g");
    expect(group.body).toMatchObject({ id: "g", size: 2, first: id, next: null });
    expect(seqs(group.body.items)).toEqual([1, 2]);
  });

  it("is a 404 where there is none, and a 400 where the id is none", async () => {
    const door = await doorWith();
    const nobody = "00000000-0000-0000-0000-000000000000";
    for (const path of [
      `messages/${nobody}`,
      `messages/${nobody}/revisions`,
      `messages/${nobody}/original`,
      "groups/x",
    ]) {
      const answer = await door.ask("GET", `/v1/${path}`);
      expect(answer).toMatchObject({ status: 404, body: { type: "urn:heartbridge:problem:not-found" } });
    }
    expect((await door.ask("DELETE", `/v1/messages/${nobody}`)).status).toBe(404);
    expect((await door.ask("GET", "/v1/messages/x")).body.errors[0].path).toBe("id");
  });

  it("opens its original only with an audit line", async () => {
    const door = await doorWith({}, {});
    const { id } = message(1);
    const sealed = Buffer.from(
      JSON.stringify({ title: null, text: "电话 13900000000", author: { displayName: "张三" } }),
    );
    door.store.originals.set(id, { messageId: id, revision: 1, recordedAt: "2026-03-01T00:01:00.000Z", sealed });
    const { body } = await door.ask("GET", `/v1/messages/${id}/original`);
    expect(body).toEqual({ id, title: null, text: "电话 13900000000", author: { displayName: "张三" } });
    const line = { at: "2026-11-24T08:00:00.000Z", actor: "local", action: "original.read", subject: id, reason: null };
    expect((await door.ask("GET", "/v1/admin/audit")).body).toEqual({ items: [line], next: null });
  });

  it("says that an original is no longer kept, and writes no audit line then", async () => {
    const door = await doorWith({});
    const answer = await door.ask("GET", `/v1/messages/${message(1).id}/original`);
    expect(answer).toMatchObject({ status: 410, body: { type: "urn:heartbridge:problem:original-expired" } });
    expect(door.store.lines).toEqual([]);
  });
});

describe("an erased message", () => {
  it("answers 410 everywhere and stays out of the search", async () => {
    const door = await doorWith({}, {});
    const { id } = message(1);
    const erased = await door.ask("DELETE", `/v1/messages/${id}?reason=asked`);
    expect(erased).toMatchObject({ status: 204, text: "" });
    expect(door.done).toEqual([`erase ${id} by local because asked`]);
    for (const path of ["", "/revisions", "/original"]) {
      const answer = await door.ask("GET", `/v1/messages/${id}${path}`);
      expect(answer).toMatchObject({ status: 410, body: { type: "urn:heartbridge:problem:gone" } });
    }
    expect((await door.ask("DELETE", `/v1/messages/${id}`)).status).toBe(410);
    expect(seqs((await door.ask("GET", "/v1/messages")).body.items)).toEqual([2]);
    expect((await door.ask("GET", "/v1/messages?source=county&externalId=post-1")).body.items).toEqual([]);
    const feed = await door.ask("GET", "/v1/feed?after=2");
    expect(feed.body.items[0].message).toMatchObject({ id, state: "erased" });
  });
});
