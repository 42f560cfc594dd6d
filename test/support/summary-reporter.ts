import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Ends a run with the counts on a line of their own, after a list of everything that was skipped: nothing is silent. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const broken = modules.filter((module) => module.state() === "failed" && module.children.size === 0).length;
    const count = (state: ReturnType<TestCase["result"]>["state"]) =>
      tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === "skipped");
    for (const test of skipped) process.stdout.write(`skipped: ${test.fullName}\n`);
    const failed = count("failed") + broken + errors.length;
    process.stdout.write(`${count("passed")} passed, ${failed} failed, ${skipped.length} skipped\n`);
  }
}
