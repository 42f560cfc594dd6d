import { PGlite } from "@electric-sql/pglite";

/**
 * Creates the engine's data folder and ends: run in a process of its own, because the first open takes about 700 MB
 * and the process keeps it.
 */
const directory = process.argv[2];
if (!directory) throw new Error("usage: initialise DIRECTORY");
const database = await PGlite.create({ dataDir: directory });
await database.close();
process.exit(0);
