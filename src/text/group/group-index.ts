import { Candidates, type Key, keysOf } from "./candidates.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { Frequencies } from "./frequencies.ts";
import { type Group, GroupTable, type Moved } from "./group-table.ts";
import { Profiles } from "./members.ts";
import { likelihood } from "./model.ts";
import { Postings } from "./postings.ts";
import { compare, type Weighed, weigh } from "./similarity.ts";

/**
 * Letters and digits that a text must have before an equal one counts as a copy. Under twelve, texts are what many
 * write independently below any post ("转发微博", "支持", "希望有关部门尽快解决"); twelve already hold a place and a matter.
 */
export const LEAST_LETTERS = 12;

/** Terms that a message must have before another is near it: with fewer, sharing most of them is chance. */
const LEAST_TERMS = 10;

/** Likelihood from which a message is linked to a member. */
const LINK = 0.4;

/** Mean likelihood over the members asked from which a message joins their group: guards against chains. */
const JOIN = 0.1;

/** Share of the members asked that may tell of another place; names are found by their endings, so one may err. */
const MOST_ELSEWHERE = 0.5;

/**
 * Mean likelihood between the members of two groups from which a message that fits both makes them one. Where either
 * group has fewer than {@link LARGE} members one message is all the evidence, so more is asked.
 */
const MERGE = 0.1;
const MERGE_SMALL = 0.2;
const LARGE = 3;

/** Members of a group that are asked: its first, and others spread evenly over it. */
const ASKED = 8;

/** Members of each of two groups compared before they become one. */
const ASKED_FOR_MERGE = 4;

/** A message in the index. */
export interface Member {
  readonly id: string;
  readonly fingerprint: Fingerprint;
}

/** Where a message belongs. */
export interface Placement {
  /** Id of the group, which is the id of its first member. */
  group: string;
  /** Id of the group's first member. */
  first: string;
  /** Members of the group, this one included. */
  size: number;
  /** `none` for the first member of a group. */
  relation: "none" | "exact" | "near";
  /** 1 for exact, 0 to 1 with four digits for near (the likelihood of the best link), null for none. */
  similarity: number | null;
  /** Members whose group id changed because this message joined two groups: the id, and the group it was in. */
  merged: Moved[];
}

/**
 * The groups of one county, online: messages come one at a time, in the order of the feed, and each is placed in a time
 * that does not grow with their number. The result depends on the messages and their order alone.
 */
export class GroupIndex {
  readonly #table = new GroupTable();
  readonly #profiles = new Profiles();
  readonly #frequencies = new Frequencies();
  readonly #candidates = new Candidates();
  readonly #copies = new Postings();

  /**
   * Decides where a message belongs, and adds it.
   * @throws RangeError when a member of this id is present
   */
  place(member: Member): Placement {
    const { id, fingerprint } = member;
    this.#refuseTwice(id);
    const keys = keysOf(fingerprint);
    const copy = this.#findCopy(fingerprint);
    if (copy !== null) {
      const group = this.#add(member, keys, this.#table.groupOf(copy).id);
      return {
        group: group.id,
        first: group.id,
        size: group.members.length,
        relation: "exact",
        similarity: 1,
        merged: [],
      };
    }
    const links = this.#findLinks(fingerprint, keys);
    const best = links[0];
    if (best === undefined) {
      const group = this.#add(member, keys, id);
      return {
        group: group.id,
        first: group.id,
        size: group.members.length,
        relation: "none",
        similarity: null,
        merged: [],
      };
    }
    let group = best.group;
    const merged: Moved[] = [];
    for (const other of links.slice(1)) {
      if (this.#belongTogether(group, other.group)) {
        const union = this.#table.merge(group, other.group);
        group = union.group;
        merged.push(...union.moved);
      }
    }
    this.#add(member, keys, group.id);
    const similarity = Math.round(best.likelihood * 10_000) / 10_000;
    return { group: group.id, first: group.id, size: group.members.length, relation: "near", similarity, merged };
  }

  /**
   * Adds a message whose group is known, without deciding: at start, for each present message in the order of the feed.
   * @throws RangeError when a member of this id is present
   */
  restore(member: Member & { readonly group: string }): void {
    this.#refuseTwice(member.id);
    this.#add(member, keysOf(member.fingerprint), member.group);
  }

  /** The present group of a message, members in the order of the feed; null when the message is not present. */
  groupOf(id: string): { group: string; first: string; members: string[] } | null {
    const member = this.#table.numberOf(id);
    if (member === undefined) {
      return null;
    }
    const group = this.#table.groupOf(member);
    return { group: group.id, first: group.id, members: group.members.map((number) => this.#table.idOf(number)) };
  }

  /** Takes an erased message out. Its group keeps its id. Nothing happens when the message is not present. */
  remove(id: string): void {
    const member = this.#table.numberOf(id);
    if (member !== undefined) {
      this.#frequencies.count(this.#profiles.get(member).terms, -1);
      this.#profiles.erase(member);
      this.#table.remove(member);
    }
  }

  /** How many messages are present. */
  get size(): number {
    return this.#table.size;
  }

  /** Bytes in the index's own tables, without ids and group lists. */
  get bytes(): number {
    return this.#profiles.bytes + this.#candidates.bytes + this.#copies.bytes + this.#frequencies.bytes;
  }

  #refuseTwice(id: string): void {
    if (this.#table.numberOf(id) !== undefined) {
      throw new RangeError(`message ${id} is in the group index already: remove it before it is placed again`);
    }
  }

  #add(member: Member, keys: readonly Key[], groupId: string): Group {
    const { id, fingerprint } = member;
    const number = this.#profiles.add(fingerprint);
    this.#frequencies.count(fingerprint.terms, 1);
    this.#candidates.add(keys, number);
    if (fingerprint.length >= LEAST_LETTERS) {
      this.#copies.add(fingerprint.exact[0], number);
    }
    return this.#table.add(number, id, groupId);
  }

  /** The newest present member with the same letters and digits. */
  #findCopy({ length, exact }: Fingerprint): number | null {
    let found: number | null = null;
    if (length >= LEAST_LETTERS) {
      this.#copies.walk(exact[0], ASKED, this.#isGone, (member) => {
        found ??= this.#profiles.get(member).exact[1] === exact[1] ? member : null;
      });
    }
    return found;
  }

  /** The groups that a message fits, the best first, of equal ones the older. */
  #findLinks(print: Fingerprint, keys: readonly Key[]): { group: Group; likelihood: number }[] {
    if (print.terms.length < LEAST_TERMS) {
      return [];
    }
    const message = weigh(print, this.#frequencies);
    const best = new Map<Group, number>();
    for (const member of this.#candidates.find(
      keys,
      this.#isGone,
      (number) => this.#table.groupOf(number).members[0]!,
    )) {
      const group = this.#table.groupOf(member);
      if (this.#profiles.get(member).terms.length < LEAST_TERMS) {
        continue;
      }
      const likely = likelihood(compare(message, this.#weigh(member)));
      if (likely >= LINK && likely > (best.get(group) ?? 0)) {
        best.set(group, likely);
      }
    }
    return [...best]
      .filter(([group]) => this.#meanLikelihood(message, group) >= JOIN)
      .map(([group, likely]) => ({ group, likelihood: likely }))
      .sort((a, b) => b.likelihood - a.likelihood || a.group.members[0]! - b.group.members[0]!);
  }

  #meanLikelihood(message: Weighed, group: Group): number {
    const asked = spread(group.members, ASKED);
    const signals = asked.map((member) => compare(message, this.#weigh(member)));
    if (signals.filter(({ elsewhere }) => elsewhere).length > MOST_ELSEWHERE * signals.length) {
      return 0;
    }
    return signals.reduce((sum, each) => sum + likelihood(each), 0) / signals.length;
  }

  #belongTogether(a: Group, b: Group): boolean {
    const asked = spread(a.members, ASKED_FOR_MERGE);
    const means = asked.map((member) => this.#meanLikelihood(this.#weigh(member), b));
    const least = Math.min(a.members.length, b.members.length) < LARGE ? MERGE_SMALL : MERGE;
    return means.reduce((sum, mean) => sum + mean, 0) / means.length >= least;
  }

  #weigh(member: number): Weighed {
    return weigh(this.#profiles.get(member), this.#frequencies);
  }

  readonly #isGone = (member: number): boolean => this.#table.isGone(member);
}

/** At most `most` of the members: the first, the last, and others evenly between. */
function spread(members: readonly number[], most: number): number[] {
  if (members.length <= most) {
    return [...members];
  }
  return Array.from({ length: most }, (_, at) => members[Math.floor((at * (members.length - 1)) / (most - 1))]!);
}
