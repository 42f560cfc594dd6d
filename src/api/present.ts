import { z } from "zod";
import { type Message, MessageId } from "../record/message.ts";
import type { Store } from "../store/store.ts";
import { Problem } from "./problems.ts";

/** The path parameter of everything that is about one message. */
export const MessagePath = z.object({ id: MessageId });

/**
 * The message that a path names.
 * @throws Problem not-found, and gone where it was erased
 */
export async function presentMessage(store: Store, id: string): Promise<Message> {
  const found = await store.messages.find(id);
  if (found === null) throw new Problem("not-found", `there is no message ${id}`);
  if (found.state === "erased") throw new Problem("gone", `the message ${id} was erased`);
  return found;
}
