import type { Command } from "commander";
import type { Context } from "../io.ts";
import { withExamples, withUnneededConfig } from "../options.ts";

/** `group [FILE|-]`: which texts report the same matter, as if they had arrived in this order. */
export function define(command: Command, context: Context): void {
  withUnneededConfig(command)
    .argument("[file]", 'lines of {"id", "title"?, "text", "postedAt"?}; - or nothing is stdin')
    .addHelpText(
      "after",
      '\nPrints {"id", "group", "relation", "similarity"} lines once all are read; merges are in "group".',
    )
    .action((file?: string) => run(context, file));
  withExamples(command, ["heartbridge group texts.jsonl", "heartbridge group - < texts.jsonl"]);
}

async function run(context: Context, file: string | undefined): Promise<void> {
  const [{ z }, { eachJsonLine }, { cleanText }, { GroupIndex }, { fingerprint }] = await Promise.all([
    import("zod"),
    import("../lines.ts"),
    import("../clean-text.ts"),
    import("../../text/group/group-index.ts"),
    import("../../text/group/fingerprint.ts"),
  ]);
  const index = new GroupIndex();
  const seen = new Set<string>();
  const placed: { id: string; relation: string; similarity: number | null }[] = [];
  const schema = z.object({
    id: z
      .union([z.string(), z.number().transform(String)])
      .refine((id) => !seen.has(id), "expected an id that no earlier line has"),
    title: z.string().nullish(),
    text: z.string(),
    postedAt: z.string().nullish(),
  });
  const read = eachJsonLine(context, file, schema, ({ id, title, text, postedAt }) => {
    seen.add(id);
    const words = { title: title == null ? null : cleanText(title), text: cleanText(text), postedAt: postedAt ?? null };
    const { relation, similarity } = index.place({ id, fingerprint: fingerprint(words) });
    placed.push({ id, relation, similarity });
  });
  try {
    await read;
  } finally {
    for (const { id, relation, similarity } of placed) {
      await context.print(`${JSON.stringify({ id, group: index.groupOf(id)?.group, relation, similarity })}\n`);
    }
  }
}
