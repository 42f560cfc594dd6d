/** The room's door: what the rest of the project may use of places. */
export { locate } from "./locate.ts";
export { COUNTY_DIVISION, TOWNSHIPS } from "./register.ts";
