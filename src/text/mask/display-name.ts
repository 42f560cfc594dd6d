const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });

/**
 * Masks the name under which an author appears: the first character as people see it, then `*`.
 * @param name as the platform shows it, masked already or not
 * @returns such as `张*`; null where there is no name
 */
export function maskDisplayName(name: string | null): string | null {
  const shown = name?.trim() ?? "";
  for (const { segment } of graphemes.segment(shown)) return segment === "*" ? "*" : `${segment}*`;
  return null;
}
