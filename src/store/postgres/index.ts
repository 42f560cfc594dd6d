import type { EngineAddress } from "../../embedded/open.ts";
import type { Store } from "../store.ts";
import { archiveOf } from "./archive.ts";
import { auditOf } from "./audit.ts";
import { connect } from "./connection.ts";
import { deadLettersOf } from "./dead.ts";
import { feedOf } from "./feed.ts";
import { laneOf } from "./lane.ts";
import { messagesOf } from "./messages.ts";
import { retentionOf } from "./retention.ts";
import { migrate } from "./schema.ts";
import { sourcesOf } from "./sources.ts";

/**
 * Opens the store of the embedded profile, bringing its tables up to date.
 * @param address where the embedded engine is served; its holder or a second process of the same installation
 */
export async function openPostgresStore(address: EngineAddress): Promise<Store> {
  const connection = connect(address);
  try {
    await migrate(connection);
    const { run } = connection;
    return {
      archive: archiveOf(run),
      lane: laneOf(connection),
      feed: await feedOf(connection),
      messages: messagesOf(run),
      dead: deadLettersOf(run),
      sources: sourcesOf(run),
      audit: auditOf(run),
      retention: retentionOf(connection),
      ping: async () => void (await run("SELECT 1")),
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
