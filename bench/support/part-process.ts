/**
 * `node part-process.js PART FOLDER`: a process that holds one part of the daemon and nothing else, so that its memory
 * can be told. Says `up` when the part is there, and ends with its parent.
 */
process.once("disconnect", () => process.exit(0));

const [, , part, folder = ""] = process.argv;
if (part === "program") await import("../../src/daemon.ts");
if (part === "engine") {
  const { openEngine } = await import("../../src/embedded/open.ts");
  await openEngine(folder);
}
process.send?.("up");
