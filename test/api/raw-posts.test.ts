import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDoor } from "./door.ts";

const headers = { "content-type": "application/x-ndjson" };
const URL = "/v1/raw-posts";

describe("handing in raw posts", () => {
  it("answers 202 with what was taken and what was wrong", async () => {
    const door = await openDoor();
    const answer = await door.ask("POST", URL, { headers, payload: '{"a":1}\nnot json\n{"b":2}\n' });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      accepted: 2,
      rejected: [{ line: 2, path: "", message: "expected JSON" }],
      batches: ["batch-1"],
    });
  });

  it("counts lines from where the sender's part begins", async () => {
    const door = await openDoor();
    const answer = await door.ask("POST", `${URL}?firstLine=501`, { headers, payload: '{"a":1}\r\nno' });
    expect(answer.body).toMatchObject({ rejected: [{ line: 501 }, { line: 502 }] });
    expect(door.done).toEqual(["accept 2 from 501"]);
  });

  it("is a 422 that lists every line where all are wrong", async () => {
    const door = await openDoor();
    const answer = await door.ask("POST", URL, { headers, payload: "{no json\n[]\n" });
    expect(answer).toMatchObject({ status: 422, body: { type: "urn:heartbridge:problem:no-line-accepted" } });
    expect(answer.body.rejected.map(({ line }: { line: number }) => line)).toEqual([1, 2]);
  });

  it("takes an empty body as no lines", async () => {
    const door = await openDoor();
    const answer = await door.ask("POST", URL, { headers });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 0, rejected: [], batches: [] } });
  });

  it("refuses bytes that are no UTF-8 with the line's number, rather than lose a word", async () => {
    const door = await openDoor();
    const payload = Buffer.concat([Buffer.from('{"a":1}\n'), Buffer.from([0xb9, 0xab, 0x0a])]);
    const answer = await door.ask("POST", URL, { headers, payload });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain("line 2 is not UTF-8");
    expect(door.done).toEqual([]);
  });

  it("takes no other media type", async () => {
    const door = await openDoor();
    expect((await door.ask("POST", URL, { payload: { a: 1 } })).status).toBe(415);
    const wrongDoor = await door.ask("POST", "/v1/admin/sources/county/purge", { headers, payload: "{}" });
    expect(wrongDoor.status).toBe(415);
  });

  it("takes 32 MiB here and 1 MiB elsewhere", async () => {
    const door = await openDoor();
    const most = `{${" ".repeat(1021)}}\n`.repeat(32 * 1024);
    expect((await door.ask("POST", URL, { headers, payload: most })).body.accepted).toBe(32 * 1024);
    const over = await door.ask("POST", URL, { headers, payload: `${most}x` });
    expect(over).toMatchObject({ status: 413, body: { type: "urn:heartbridge:problem:body-too-large" } });
    const since = JSON.stringify({ since: "x".repeat(1024 * 1024) });
    const json = { "content-type": "application/json" };
    const elsewhere = await door.ask("POST", "/v1/admin/sources/county/purge", { headers: json, payload: since });
    expect(elsewhere.status).toBe(413);
  });

  it("tells a sender that first sends everything and then reads", async () => {
    const door = await openDoor();
    const { port } = new globalThis.URL(await door.app.listen({ host: "127.0.0.1", port: 0 }));
    onTestFinished(() => door.app.close());
    const socket = connect(Number(port), "127.0.0.1");
    const length = 40 * 1024 * 1024;
    socket.pause();
    socket.write(`POST ${URL} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n`);
    socket.write(`Content-Length: ${length}\r\nConnection: close\r\n\r\n`);
    const sent = new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.write(Buffer.alloc(length, "x"), resolve);
    });
    await sent;
    let text = "";
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(text).toContain("urn:heartbridge:problem:body-too-large");
  });

  it("stops reading a body of no announced length at the limit", async () => {
    const door = await openDoor();
    const address = new globalThis.URL(await door.app.listen({ host: "127.0.0.1", port: 0 }));
    onTestFinished(() => door.app.close());
    const chunk = Buffer.alloc(1024 * 1024, "x");
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request({ port: address.port, path: URL, method: "POST", headers }, ({ statusCode }) => {
        resolve(statusCode ?? 0);
        sent.destroy();
      });
      sent.on("error", reject);
      for (let megabyte = 0; megabyte < 33; megabyte++) sent.write(chunk);
    });
    expect(status).toBe(413);
    expect(door.done).toEqual([]);
  });
});

it("tells which batches are committed, and leaves out unknown ones", async () => {
  const door = await openDoor();
  door.store.batches.set("a", "committed").set("b", "pending").set("c", "pending");
  const { body } = await door.ask("GET", "/v1/raw-posts/batches?id=a&id=b,x");
  expect(body).toEqual({
    items: [
      { id: "a", state: "committed" },
      { id: "b", state: "pending" },
    ],
    next: null,
  });
});

it("tells of a thousand batches at once, and of no more", async () => {
  const door = await openDoor();
  const address = await door.app.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => door.app.close());
  const ids = Array.from({ length: 1000 }, (_, index) => `id=${index.toString(16).padStart(64, "0")}`).join("&");
  expect((await fetch(`${address}${URL}/batches?${ids}`)).status).toBe(200);
  const more = await fetch(`${address}${URL}/batches?${ids}&id=one-more`);
  expect(await more.json()).toMatchObject({ status: 400, errors: [{ path: "id" }] });
  const tooLong = await fetch(`${address}${URL}/batches?${ids}&${ids}`);
  expect(await tooLong.json()).toMatchObject({ status: 431, type: "urn:heartbridge:problem:headers-too-large" });
});
