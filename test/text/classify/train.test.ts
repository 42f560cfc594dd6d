import { describe, expect, it } from "vitest";
import { createClassifier } from "../../../src/text/classify/classifier.ts";
import { evaluate } from "../../../src/text/classify/evaluate.ts";
import { packModel, parseModel } from "../../../src/text/classify/model.ts";
import { TrainingRow, train } from "../../../src/text/classify/train.ts";

/** Small invented rows: two fields that differ in their words, with levels and kinds. */
const ROWS: TrainingRow[] = Array.from({ length: 24 }, (_, index) => {
  const school = index % 2 === 0;
  return TrainingRow.parse({
    id: `r${index}`,
    text: school ? `老师补课收费第${index}次，学校不管` : `公交车晚点，路口红绿灯坏了${index}天`,
    field: school ? "教育文体" : "交通运输",
    urgency: school ? "normal" : "low",
    codes: school ? ["school-deadline"] : [],
    kind: school ? "complaint" : "suggestion",
  });
});

describe("training", () => {
  it("learns what its rows tell apart", () => {
    const classifier = createClassifier(parseModel(packModel(train(ROWS))));
    expect(evaluate(classifier, ROWS).field?.accuracy).toBe(1);
  });

  it("makes the same model from the same rows, through its file and back", () => {
    const packed = packModel(train(ROWS));
    expect(packModel(train(ROWS))).toEqual(packed);
    expect(JSON.parse(JSON.stringify(packModel(parseModel(packed))))).toEqual(JSON.parse(JSON.stringify(packed)));
  });

  it("needs two fields", () => {
    expect(() => train(ROWS.filter((row) => row.field === "教育文体"))).toThrow(/at least two fields/);
  });

  it("learns no reader of danger from rows that name no reason", () => {
    const model = train(ROWS.map((row) => ({ ...row, codes: [] })));
    expect(parseModel(packModel(model)).reader).toBeNull();
  });

  it("does without levels and kinds", () => {
    const model = train(ROWS.map(({ id, text, field }) => ({ id, text, field })));
    expect(model.reader).toBeNull();
    expect(model.kind).toBeNull();
    const verdict = createClassifier(model).classify({
      title: null,
      text: "后山烧起来了，火正往寨子走",
      postedAt: null,
    });
    expect(verdict.urgency.level).toBe("critical");
  });
});

describe("evaluation", () => {
  it("counts rows, hits and mistakes by label, and leaves out what no row carries", () => {
    const classifier = createClassifier(train(ROWS));
    const rows = [
      { id: "a", text: "请问办居住证要带哪些材料？", urgency: "low" as const },
      { id: "b", text: "后山烧起来了，火正往寨子这边走。", urgency: "critical" as const },
      { id: "c", text: "请问身份证在哪里办？", urgency: "high" as const },
    ];
    const { urgency, field, kind } = evaluate(classifier, rows);
    expect(urgency?.rows).toBe(3);
    expect(urgency?.accuracy).toBeCloseTo(2 / 3);
    expect(urgency?.confusion).toEqual({ low: { low: 1 }, critical: { critical: 1 }, high: { low: 1 } });
    expect(urgency?.labels.find(({ label }) => label === "low")).toMatchObject({
      precision: 0.5,
      recall: 1,
      support: 1,
    });
    expect(field).toBeNull();
    expect(kind).toBeNull();
  });
});
