import type { Field } from "../layout.ts";

/**
 * Labels that mailboxes write for the same things, beside those that a layout names; assumed, and only looked at where
 * the layout knows no such label. 受理编号 and 办理情况: platform sheet §3b; 追问: §7.6; 信箱: §4.
 */
export const commonLabels: Readonly<Record<string, Field>> = {
  信件标题: "title",
  来信标题: "title",
  信件主题: "title",
  来信主题: "title",
  标题: "title",
  主题: "title",
  来信人: "author",
  写信人: "author",
  信件编号: "number",
  来信编号: "number",
  受理编号: "number",
  编号: "number",
  来信时间: "postedAt",
  写信时间: "postedAt",
  提交时间: "postedAt",
  来信日期: "postedAt",
  信件类型: "platformKind",
  来信类型: "platformKind",
  信件类别: "platformKind",
  问题领域: "platformField",
  所属领域: "platformField",
  信件内容: "text",
  来信内容: "text",
  办理状态: "status",
  办理情况: "status",
  处理状态: "status",
  满意度: "evaluation",
  满意度评价: "evaluation",
  评价: "evaluation",
  信箱: "box",
  信箱名称: "box",
  来信信箱: "box",
  附件: "attachments",
  追问: "followUp",
  追问内容: "followUp",
};

/** Part of a reply that a labelled cell holds. */
export type ReplyPart = "by" | "at" | "text";

/** Labels of replies beside a layout's `repeat`; 追加回复 is a second reply (platform sheet §7.6). */
export const commonReplyLabels: Readonly<Record<string, ReplyPart>> = {
  回复单位: "by",
  答复单位: "by",
  追加回复单位: "by",
  回复时间: "at",
  答复时间: "at",
  追加回复时间: "at",
  回复内容: "text",
  答复内容: "text",
  追加回复内容: "text",
};
