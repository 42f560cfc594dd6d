import type { Command } from "commander";
import type { Context } from "../io.ts";
import { withExamples, withUnneededConfig } from "../options.ts";

/** `classify [FILE|-]`: kind, field, urgency and place, as the pipeline decides them. */
export function define(command: Command, context: Context): void {
  withUnneededConfig(command)
    .argument("[file]", 'lines of {"id"?, "title"?, "text", "postedAt"?}; - or nothing is stdin')
    .addHelpText("after", '\nPrints {"id", "kind", "field", "urgency", "division", "place"} lines.')
    .action((file?: string) => run(context, file));
  withExamples(command, [
    "heartbridge classify texts.jsonl",
    `echo '{"text":"锦和镇新桥头的路灯坏了两个月"}' | heartbridge classify`,
  ]);
}

async function run(context: Context, file: string | undefined): Promise<void> {
  const [{ z }, { eachJsonLine }, { loadClassifier }, { cleanText }, { locate }] = await Promise.all([
    import("zod"),
    import("../lines.ts"),
    import("../classifier-model.ts"),
    import("../clean-text.ts"),
    import("../../text/place/index.ts"),
  ]);
  const classifier = await loadClassifier();
  const schema = z.object({
    id: z.union([z.string(), z.number()]).optional(),
    title: z.string().nullish(),
    text: z.string(),
    postedAt: z.string().nullish(),
  });
  await eachJsonLine(context, file, schema, (line) => {
    const words = { title: line.title == null ? null : cleanText(line.title), text: cleanText(line.text) };
    const { kind, field, urgency } = classifier.classify({ ...words, postedAt: line.postedAt ?? null });
    const place = locate(words);
    return context.print(`${JSON.stringify({ id: line.id, kind, field, urgency, division: place.division, place })}\n`);
  });
}
