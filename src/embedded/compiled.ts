import { fileURLToPath } from "node:url";

/**
 * The compiled file that a thread or child process runs: Node 20 cannot run TypeScript, so from a source file (as in
 * tests) it is the one under `dist/`, which `npm run build` makes.
 * @param from `import.meta.url` of the caller, two folders below the root (as in `src/embedded/`)
 * @param name file name without ending, beside the caller
 */
export function compiledFile(from: string, name: string): string {
  const folder = new URL(".", from);
  const url = from.endsWith(".ts")
    ? new URL(`../../dist/${folder.pathname.split("/").slice(-3, -1).join("/")}/${name}.js`, folder)
    : new URL(`${name}.js`, folder);
  return fileURLToPath(url);
}
