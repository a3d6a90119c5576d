import type { SimulatorClock } from './clock';
import { externalUseridOf } from './identities';
import type { Person } from './people';
import type { Randomness } from './randomness';
import type { WecomCallbacks } from './wecom-callbacks';

/** A member of the corp and a WeChat user who know each other. */
export interface Relation {
  userid: string;
  customer: Person;
  externalUserid: string;
  state: string;
  addWay: number;
  addedAt: number;
  remark: string;
  tagIds: string[];
  removedBy: 'member' | 'customer' | null;
}

export interface CorpTag {
  id: string;
  name: string;
  group: string;
  createdAt: number;
}

const BY_QR_CODE = 1;

/** Who of the corp knows which WeChat user, as done by hand in the two apps: the corp's server is told of it. */
export class Customers {
  private readonly relations = new Map<string, Relation>();
  readonly tags = new Map<string, CorpTag>();

  constructor(
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly callbacks: WecomCallbacks,
  ) {}

  /** The customer scanned the member's code; `state` is what that code was made with. */
  async add(userid: string, customer: Person, state = '', addWay = BY_QR_CODE): Promise<Relation> {
    const externalUserid = externalUseridOf(customer.key);
    const relation = this.recall({ userid, customer, externalUserid, state, addedAt: this.clock.now() }, addWay);
    const said: Record<string, string> = state === '' ? {} : { State: state };
    await this.tell('add_external_contact', relation, { ...said, WelcomeCode: this.random.urlSafe(43) });
    return relation;
  }

  /** Two who know each other already: nobody is told. */
  recall(known: Pick<Relation, 'userid' | 'customer' | 'externalUserid' | 'state' | 'addedAt'>, addWay = BY_QR_CODE): Relation {
    const relation: Relation = { ...known, addWay, remark: known.customer.nickname, tagIds: [], removedBy: null };
    this.relations.set(`${known.userid}/${known.externalUserid}`, relation);
    return relation;
  }

  async edit(relation: Relation, change: { remark?: string; tagIds?: string[] }): Promise<void> {
    relation.remark = change.remark ?? relation.remark;
    relation.tagIds = change.tagIds ?? relation.tagIds;
    await this.tell('edit_external_contact', relation, relation.state === '' ? {} : { State: relation.state });
  }

  async remove(relation: Relation, by: 'member' | 'customer'): Promise<void> {
    relation.removedBy = by;
    await this.tell(by === 'member' ? 'del_external_contact' : 'del_follow_user', relation);
  }

  async saveTag(name: string, group: string, id = this.newTagId()): Promise<CorpTag> {
    const known = this.tags.get(id);
    const tag = { id, name, group, createdAt: known?.createdAt ?? this.clock.now() };
    this.tags.set(id, tag);
    await this.tellOfTag(known ? 'update' : 'create', id);
    return tag;
  }

  async deleteTag(id: string): Promise<void> {
    this.tags.delete(id);
    for (const relation of this.relations.values()) relation.tagIds = relation.tagIds.filter((tagId) => tagId !== id);
    await this.tellOfTag('delete', id);
  }

  find(userid: string, externalUserid: string): Relation | undefined {
    const relation = this.relations.get(`${userid}/${externalUserid}`);
    return relation?.removedBy === null ? relation : undefined;
  }

  of(userid: string): Relation[] {
    return this.known().filter((relation) => relation.userid === userid);
  }

  /** All members who know this customer, the latest first. */
  around(externalUserid: string): Relation[] {
    return this.known()
      .filter((relation) => relation.externalUserid === externalUserid)
      .sort((a, b) => b.addedAt - a.addedAt);
  }

  known(): Relation[] {
    return [...this.relations.values()].filter(({ removedBy }) => removedBy === null);
  }

  private newTagId(): string {
    return `et${this.random.urlSafe(30)}`;
  }

  private async tell(change: string, { userid, externalUserid }: Relation, more: Record<string, string> = {}): Promise<void> {
    const event = { Event: 'change_external_contact', ChangeType: change, UserID: userid, ExternalUserID: externalUserid };
    await this.callbacks.send({ ...event, ...more });
  }

  private async tellOfTag(change: string, id: string): Promise<void> {
    await this.callbacks.send({ Event: 'change_external_tag', ChangeType: change, Id: id, TagType: 'tag', StrategyId: 0 });
  }
}
