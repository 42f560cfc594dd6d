/** One group. Its id stays the id of its first member, also when that member is taken out. */
export interface Group {
  readonly id: string;
  /** Numbers of its present members, ascending, which is the order of the feed. */
  members: number[];
}

/** A member whose group id changed. */
export interface Moved {
  readonly id: string;
  readonly from: string;
}

/** Who belongs to which group. Members have numbers in the order of the feed. */
export class GroupTable {
  readonly #ids: (string | null)[] = [];
  readonly #groups: (Group | null)[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #byId = new Map<string, Group>();

  /** Adds a member to the group with this id, which is made when there is none. */
  add(member: number, id: string, groupId: string): Group {
    const group = this.#byId.get(groupId) ?? { id: groupId, members: [] };
    this.#byId.set(groupId, group);
    group.members.push(member);
    this.#ids[member] = id;
    this.#groups[member] = group;
    this.#numbers.set(id, member);
    return group;
  }

  /**
   * Makes two groups one; the group whose first present member came first survives.
   * @returns the surviving group, and each member of the other in the order of the feed
   */
  merge(a: Group, b: Group): { group: Group; moved: Moved[] } {
    const [group, lost] = a.members[0]! < b.members[0]! ? [a, b] : [b, a];
    const moved = lost.members.map((member) => ({ id: this.idOf(member), from: lost.id }));
    for (const member of lost.members) {
      this.#groups[member] = group;
    }
    group.members = [...group.members, ...lost.members].sort((left, right) => left - right);
    this.#byId.delete(lost.id);
    return { group, moved };
  }

  /** Takes a member out; a group without members is forgotten. */
  remove(member: number): void {
    const group = this.groupOf(member);
    group.members = group.members.filter((other) => other !== member);
    if (group.members.length === 0) {
      this.#byId.delete(group.id);
    }
    this.#numbers.delete(this.idOf(member));
    this.#ids[member] = null;
    this.#groups[member] = null;
  }

  /** The number of a member, undefined when it is not present. */
  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  /** The id of a present member. */
  idOf(member: number): string {
    return this.#ids[member]!;
  }

  /** The group of a present member. */
  groupOf(member: number): Group {
    return this.#groups[member]!;
  }

  /** Whether a member was taken out. */
  isGone(member: number): boolean {
    return this.#groups[member] === null;
  }

  /** How many members are present. */
  get size(): number {
    return this.#numbers.size;
  }
}
