import { BODILY } from "./bodily.ts";
import { DEADLINES } from "./deadlines.ts";
import { FIRE_GAS } from "./fire-gas.ts";
import { GROUND_WATER } from "./ground-water.ts";
import { NEED } from "./need.ts";
import { PERSONS } from "./persons.ts";
import { PUBLIC_PLACES } from "./public-places.ts";
import type { Rule } from "./rule.ts";
import { SELF_HARM } from "./self-harm.ts";
import { SERVICES } from "./services.ts";

/** All rules, family by family. */
export const RULES: readonly Rule[] = [
  ...SELF_HARM,
  ...BODILY,
  ...FIRE_GAS,
  ...GROUND_WATER,
  ...PERSONS,
  ...PUBLIC_PLACES,
  ...SERVICES,
  ...NEED,
  ...DEADLINES,
];
