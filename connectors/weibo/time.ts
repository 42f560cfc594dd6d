/** The seconds that every Weibo id holds, and ids of moments: cheap overlap windows without a date parameter. */

/** Unix seconds of the id 0, computed from public ids (platform sheet §2). */
const ID_EPOCH_SECONDS = 515_483_463;

/** The moment that an id holds, in Unix seconds, exact to one second. */
export function secondsOfId(id: bigint): number {
  return Number(id >> 22n) + ID_EPOCH_SECONDS;
}

/** The smallest id of a moment in Unix seconds; 0 for moments before the first id. */
export function idAtSeconds(seconds: number): bigint {
  const id = BigInt(Math.floor(seconds) - ID_EPOCH_SECONDS) << 22n;
  return id > 0n ? id : 0n;
}

/** The id that lies `milliseconds` of time before another one; 0 where that is before the first id. */
export function idBefore(id: bigint, milliseconds: number): bigint {
  const earlier = id - (BigInt(Math.ceil(milliseconds / 1000)) << 22n);
  return earlier > 0n ? earlier : 0n;
}
