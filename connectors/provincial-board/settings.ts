import { z } from "zod";
import { boardSettings } from "../../src/connector/board-settings.ts";

/** Settings of a provincial-board source. */
export const Settings = z
  .strictObject({
    baseUrl: z
      .url()
      .default("https://liuyan.people.com.cn")
      .describe("the board's address. Example: https://liuyan.people.com.cn"),
    forumId: z
      .string()
      .regex(/^\d+$/, "expected the digits after fid= in the board's page address, in quotes")
      .describe("the county's board: the number after fid= in its page address. Example: '4711'"),
    list: z
      .enum(["front", "classic"])
      .default("front")
      .describe("which of the two unsigned list addresses is asked; both answer alike. Example: front"),
    detail: z
      .enum(["none", "browser", "api"])
      .default("none")
      .describe(
        "where whole texts come from: none (texts stay cut at 100 characters), browser (the thread's page), api (signed; needs appCode and signKey, and the site's consent). Example: none",
      ),
    appCode: z
      .string()
      .default("")
      .describe("client id for detail: api, given by the site; none is shipped. Example: ''"),
    signKey: z
      .string()
      .default("")
      .describe("signing key for detail: api, given by the site; none is shipped. Example: ''"),
    ...boardSettings,
  })
  .superRefine((settings, issues) => {
    for (const key of ["appCode", "signKey"] as const) {
      if (settings.detail !== "api" || settings[key] !== "") continue;
      issues.addIssue({
        code: "custom",
        path: [key],
        message: `detail: api needs ${key}, which the site gives; or set detail: none`,
      });
    }
  });
export type Settings = z.infer<typeof Settings>;
