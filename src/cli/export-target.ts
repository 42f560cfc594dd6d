import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { Failure } from "./failure.ts";
import type { Context } from "./io.ts";

/** Where an export goes. A file comes to its name only when it is whole. */
export interface Target {
  readonly stream: Writable;
  write(text: string): Promise<void>;
  /** Ends the stream and keeps what was written. */
  keep(): Promise<void>;
  /** Removes a file that was not kept. */
  discard(): Promise<void>;
}

/** @param file a path from the working directory; stdout without one */
export function openTarget(context: Context, file: string | undefined): Target {
  return file === undefined ? standardOutput(context) : partFile(resolve(context.io.cwd, file));
}

function standardOutput(context: Context): Target {
  // Ending it must not end the process's stdout.
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      context.io.stdout.write(chunk) ? done() : context.io.stdout.once("drain", done);
    },
  });
  return {
    stream,
    write: (text) => context.print(text),
    async keep() {
      if (!stream.writableEnded) stream.end();
      await finished(stream);
    },
    async discard() {},
  };
}

function partFile(file: string): Target {
  const part = `${file}.part`;
  const stream = createWriteStream(part);
  const opened = new Promise<void>((done, failed) => {
    stream.once("open", () => done());
    stream.on("error", (error: NodeJS.ErrnoException) =>
      failed(new Failure(`${file} cannot be written (${error.code}): name a file in a folder that is there`)),
    );
  });
  opened.catch(() => {});
  return {
    stream,
    async write(text) {
      await opened;
      if (!stream.write(text)) await once(stream, "drain");
    },
    async keep() {
      await opened;
      if (!stream.writableEnded) stream.end();
      await finished(stream);
      await rename(part, file);
    },
    async discard() {
      stream.destroy();
      await rm(part, { force: true });
    },
  };
}
