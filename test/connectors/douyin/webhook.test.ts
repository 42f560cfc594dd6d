import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionFor } from "../../../connectors/douyin/error-table.ts";
import { challengeAnswer, readPushedEvent, verifyDouyinSignature } from "../../../connectors/douyin/webhook.ts";

const SECRET = "not-a-real-secret";
const VERIFY = '{"event":"verify_webhook","client_key":"awheartbridge0001","content":{"challenge":48213}}';
const COMMENT =
  '{"event":"item_comment_reply","client_key":"awheartbridge0001","from_user_id":"3f0c6b1e-52a7-4d19-9c1b-7e2a90d41f55",' +
  '"to_user_id":"a1d7c3f2-0b46-4e8d-8f3a-c5e91b7d2046","content":"{\\"content\\":\\"路灯坏了\\"}"}';
const bytes = (text: string) => Buffer.from(text, "utf8");

describe("what Douyin pushes", () => {
  it.each([
    [VERIFY, "7279be8cf686e5f8ec4e17750db08831a21f5c88"],
    [COMMENT, "fca4e5291337fb09ca3ab83f98d82a9265f6e185"],
  ])("is signed over the raw bytes: %s", (body, signature) => {
    expect(verifyDouyinSignature(SECRET, bytes(body), signature)).toBe(true);
    expect(verifyDouyinSignature(SECRET, bytes(body), signature.toUpperCase())).toBe(true);
    expect(verifyDouyinSignature(SECRET, bytes(`${body}\n`), signature)).toBe(false);
    expect(verifyDouyinSignature("another-secret", bytes(body), signature)).toBe(false);
  });

  it("is refused without a signature, with half of one, and with any other", () => {
    const wrong = fc.oneof(fc.constant(undefined), fc.string(), fc.stringMatching(/^[0-9a-f]{40}$/));
    fc.assert(fc.property(wrong, (header) => !verifyDouyinSignature(SECRET, bytes(VERIFY), header)));
  });

  it("is answered by the challenge as it came: a number stays a number, whatever its length", () => {
    expect(challengeAnswer(bytes(VERIFY))).toBe('{"challenge":48213}');
    expect(challengeAnswer(bytes(VERIFY.replace("48213", "9223372036854775807")))).toBe(
      '{"challenge":9223372036854775807}',
    );
    expect(challengeAnswer(bytes(VERIFY.replace("48213", '"word"')))).toBe('{"challenge":"word"}');
    expect(challengeAnswer(bytes(COMMENT))).toBeNull();
  });

  it("names its event and its app, and anything else is no event", () => {
    expect(readPushedEvent(bytes(COMMENT))).toEqual({ event: "item_comment_reply", clientKey: "awheartbridge0001" });
    expect(readPushedEvent(bytes(`${COMMENT}{}`))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (body) => {
        readPushedEvent(body);
        return challengeAnswer(body) === null;
      }),
    );
  });
});

describe("errors of the platform", () => {
  it.each([
    [28001005, "retry"],
    [2190008, "refresh"],
    [28001003, "refresh"],
    [10010, "authorise"],
    [10020, "renewals-used"],
    [10003, "configuration"],
    [28001007, "parameter"],
    [28001014, "right"],
    [28003017, "quota"],
    [28003018, "slow-down"],
    [28001052, "risk"],
    [99999999, "look"],
  ])("%i means: %s", (code, action) => expect(actionFor(code)).toBe(action));
});
