import { fileURLToPath } from "node:url";

/**
 * The compiled file that a thread or child process runs: Node 20 cannot run TypeScript, so where the program itself runs
 * from its sources (in tests) it is the one under `dist/`, which `npm run build` makes.
 * @param path from the project's root, without ending, such as `src/embedded/engine-thread`
 */
export function compiledFile(path: string): string {
  const built = import.meta.url.endsWith(".ts") ? "../dist/" : "../";
  return fileURLToPath(new URL(`${built}${path}.js`, import.meta.url));
}
