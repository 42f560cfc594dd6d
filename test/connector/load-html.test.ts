import { describe, expect, it } from "vitest";
import { htmlToText, nodesText } from "../../src/connector/html-text.ts";
import { loadHtml } from "../../src/connector/load-html.ts";
import { pageSign } from "../../src/connector/page-sign.ts";

const SIZE = 5_000_000;

/** CPU time of this process so far, in milliseconds: unlike the clock's, a busy machine does not prolong it much. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function repeated(unit: string, head = ""): string {
  return head + unit.repeat(Math.ceil((SIZE - head.length) / unit.length));
}

function counted(unit: (n: number) => string, head = ""): string {
  const parts = [head];
  for (let n = 0, length = 0; length < SIZE; n++) length += (parts[parts.push(unit(n)) - 1] as string).length;
  return parts.join("");
}

const HOSTILE: [string, string][] = [
  ["open elements", repeated("<div>")],
  ["formatting that each paragraph takes up again", counted((n) => `<p><b a=${n}>`)],
  ["nested cells", repeated("<table><tr><td>")],
  ["foreign cells, which do not close each other", repeated("<td>", "<svg>")],
  ["elements that a table pushes out before it", repeated("<br>", "<table>")],
  ["attributes of one tag", counted((n) => `a${n} `, "<p ")],
  ["attributes behind a quote that a script leaves open", counted((n) => `a${n}=">" `, '<script>a<b="</script><p ')],
  ["tags that never end", repeated('<a="')],
];

describe("HTML of unknown origin", () => {
  it.each(HOSTILE)("is refused within two seconds when it is five megabytes of %s", (_, html) => {
    const begun = cpu();
    expect(loadHtml(html)).toBeNull();
    expect(() => htmlToText(html, "data.content")).toThrow(expect.objectContaining({ reason: "too-deep" }));
    expect(cpu() - begun).toBeLessThan(2 * 2000);
  });

  it.each([
    ["void elements", repeated("<br>")],
    ["ends of elements that were never begun", repeated("</x>", "<div>".repeat(200))],
    ["words", repeated("高村镇 ")],
  ])("is read or refused within two seconds when it is five megabytes of %s", (_, html) => {
    const begun = cpu();
    const $ = loadHtml(html);
    if ($ !== null) nodesText($.root().toArray());
    expect(cpu() - begun).toBeLessThan(2000);
  });

  it("is read when it is large and ordinary", () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `<tr><td><a href="?id=${n}" title="t">信${n}</a><td>已办</tr>`);
    const $ = loadHtml(`<table>${rows.join("\n")}</table>`);
    expect($?.("tr > td > a").length).toBe(5000);
    expect($?.("a").last().text()).toBe("信4999");
  });

  it("is read when an old page leaves a hundred elements open", () => {
    expect(htmlToText(`${"<div><font color=red>".repeat(60)}来信`)).toBe("来信");
  });

  it("may have a tag with some hundred attributes", () => {
    const attributes = Array.from({ length: 300 }, (_, n) => `data-${n}="a>b"`);
    expect(loadHtml(`<p ${attributes.join(" ")}>来信</p>`)?.("p").attr("data-299")).toBe("a>b");
  });

  it.each([
    ["inputs without an end", repeated("<input ")],
    ["a title that says 登录 for ever", repeated("登录", "<title>")],
    ["words", repeated("a ", "<title>")],
  ])("is searched for a login page within two seconds when it is five megabytes of %s", (_, html) => {
    const begun = cpu();
    pageSign(html);
    expect(cpu() - begun).toBeLessThan(2000);
  });
});
