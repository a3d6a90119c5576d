import { type StoredValue, sameValues } from '../custom-fields/field-values';
import type { ShopColumns } from '../shops/shop-input';
import type { Contact, ShopParts } from '../shops/shop-parts';
import type { RowRecord } from './row-record';

export type ShopState = ShopColumns & { note: string | null };
const COLUMNS_OF_RECORD = {
  code: 'code',
  name: 'name',
  trade: 'trade',
  level: 'level',
  status: 'status',
  regionCode: 'region_code',
  address: 'address',
  latitude: 'latitude',
  longitude: 'longitude',
  ownerStaffId: 'owner_staff_id',
  note: 'note',
} as const satisfies Partial<Record<keyof RowRecord, keyof ShopState>>;
const EMPTY: ShopState = {
  code: null,
  name: '',
  trade: null,
  level: null,
  status: 'prospect',
  region_code: null,
  address: null,
  latitude: null,
  longitude: null,
  phone: null,
  owner_staff_id: null,
  note: null,
};
const MAX_CONTACTS = 10;
const MAX_TAGS = 30;

const bits = new Map<string, bigint>();
const bitOf = (key: string): bigint => {
  const bit = bits.get(key) ?? 1n << BigInt(bits.size);
  bits.set(key, bit);
  return bit;
};

/** A shop that rows of the sheet are about, with what they change in it. */
export class Target {
  readonly state: ShopState;
  readonly newTags: string[] = [];
  readonly newContacts: Contact[] = [];
  readonly newValues = new Map<number, StoredValue[]>();
  joinedOn: string | undefined;
  private columnsChanged = false;

  constructor(
    /** Null for a shop that is not there yet. */
    readonly id: number | null,
    readonly before: ShopState | null,
    private readonly parts: ShopParts,
    /** What earlier rows of the sheet have said of this shop, a bit for each field; null: none has spoken of it. */
    public given: bigint | null,
  ) {
    this.state = { ...(before ?? EMPTY) };
  }

  /** The row goes into the shop: empty cells erase nothing, tags and phones are added, and of two rows the first is believed. */
  take(record: RowRecord): void {
    this.given ??= 0n;
    for (const [key, column] of Object.entries(COLUMNS_OF_RECORD) as [keyof typeof COLUMNS_OF_RECORD, keyof ShopState][]) {
      const value = record[key];
      if (value !== undefined && this.isFirst(key)) this.set(column, value);
    }
    if (record.likelyRegion !== undefined && this.state.region_code === null) this.set('region_code', record.likelyRegion);
    const [phone] = record.phones;
    if (phone !== undefined && this.isFirst('phone') && !this.knowsPhone(phone)) this.set('phone', phone);
    if (record.joinedOn !== undefined && this.isFirst('joinedOn')) this.joinedOn = record.joinedOn;
    for (const [fieldId, values] of record.custom) if (this.isFirst(`custom:${fieldId}`)) this.setValues(fieldId, values);
    this.addTags(record.tags);
    this.addContacts(record);
  }

  get isChanged(): boolean {
    return this.columnsChanged || this.newTags.length > 0 || this.newContacts.length > 0 || this.newValues.size > 0;
  }

  get phones(): string[] {
    return this.contacts().map((contact) => contact.phone);
  }

  private knowsPhone(phone: string): boolean {
    return this.state.phone === phone || this.phones.includes(phone);
  }

  private isFirst(key: string): boolean {
    const bit = bitOf(key);
    if (((this.given ?? 0n) & bit) !== 0n) return false;
    this.given = (this.given ?? 0n) | bit;
    return true;
  }

  private set(column: keyof ShopState, value: ShopState[keyof ShopState]): void {
    if (this.state[column] === value) return;
    Object.assign(this.state, { [column]: value });
    this.columnsChanged = true;
  }

  private setValues(fieldId: number, values: StoredValue[]): void {
    if (!sameValues(this.parts.values.get(fieldId) ?? [], values)) this.newValues.set(fieldId, values);
  }

  private addTags(tags: readonly string[]): void {
    const known = [...this.parts.tags, ...this.newTags];
    for (const tag of tags) {
      if (known.includes(tag) || known.length >= MAX_TAGS) continue;
      known.push(tag);
      this.newTags.push(tag);
    }
  }

  /** The named person has the row's first phone; further phones are the shop's as well. */
  private addContacts({ contactName, phones }: RowRecord): void {
    const [first] = phones;
    if (contactName !== undefined && first !== undefined && !this.contacts().some((one) => one.name === contactName)) {
      this.addContact(contactName, first);
    }
    for (const phone of phones) if (!this.knowsPhone(phone)) this.addContact(contactName ?? '联系人', phone);
  }

  private addContact(name: string, phone: string): void {
    if (this.contacts().length < MAX_CONTACTS) this.newContacts.push({ name, phone, note: null });
  }

  private contacts(): Contact[] {
    return [...this.parts.contacts, ...this.newContacts];
  }
}
