/**
 * The first-level fields of the publisher's taxonomy (内容分类三级标签体系, TipDM Cup 2020, problem C) with the short codes
 * that records carry. The codes are ours and stable: a downstream system may key on them.
 */
export const FIELDS: readonly { readonly code: string; readonly label: string }[] = [
  { code: "urban-rural", label: "城乡建设" },
  { code: "party-government", label: "党务政务" },
  { code: "land", label: "国土资源" },
  { code: "environment", label: "环境保护" },
  { code: "discipline", label: "纪检监察" },
  { code: "transport", label: "交通运输" },
  { code: "economy", label: "经济管理" },
  { code: "science-information", label: "科技与信息产业" },
  { code: "civil-affairs", label: "民政" },
  { code: "agriculture", label: "农村农业" },
  { code: "commerce-tourism", label: "商贸旅游" },
  { code: "health", label: "卫生计生" },
  { code: "politics-law", label: "政法" },
  { code: "education-culture-sport", label: "教育文体" },
  { code: "labour-social-security", label: "劳动和社会保障" },
];

/** What a message is filed under when no field stands out. */
export const OTHER_FIELD = { code: "other", label: "其他" } as const;
