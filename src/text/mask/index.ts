/** The room's door: what the rest of the project may use of masking. */
export { maskDisplayName } from "./display-name.ts";
export { countRedactions, findPersonalData, mask } from "./mask.ts";
export type { Redaction } from "./redaction.ts";
export { TOKENS } from "./tokens.ts";
