import type { Command } from "commander";
import type { Context } from "../io.ts";
import { withExamples, withUnneededConfig } from "../options.ts";

/** `mask [FILE|-]`: personal data found in texts. */
export function define(command: Command, context: Context): void {
  withUnneededConfig(command)
    .argument("[file]", 'lines of {"id"?, "text"}; - or nothing is stdin')
    .addHelpText(
      "after",
      '\nPrints {"id", "text", "redactions": [{"type", "start", "end"}]} lines; offsets count UTF-16 units of the input.',
    )
    .action((file?: string) => run(context, file));
  withExamples(command, ["heartbridge mask texts.jsonl", `echo '{"text":"请打13800138000"}' | heartbridge mask`]);
}

async function run(context: Context, file: string | undefined): Promise<void> {
  const [{ z }, { mask }, { eachJsonLine }] = await Promise.all([
    import("zod"),
    import("../../text/mask/index.ts"),
    import("../lines.ts"),
  ]);
  const line = z.object({ id: z.union([z.string(), z.number()]).optional(), text: z.string() });
  await eachJsonLine(context, file, line, ({ id, text }) =>
    context.print(`${JSON.stringify({ id, ...mask(text) })}\n`),
  );
}
