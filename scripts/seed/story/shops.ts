import type { Calendar } from '../calendar';
import type { Content, Trade } from '../content/content';
import type { Dice } from '../dice';
import type { Names } from './names';
import type { Place, Places } from './places';
import type { ShopNames } from './shop-names';
import type { Slot } from './slots';
import type { Shop, Staff } from './types';

export type OwnerName = { name: string; surname: string; female: boolean };

/** Shops as they stand before any trade: name, place, salesperson. */
export class ShopMaker {
  private readonly importedAt: number;

  constructor(
    private readonly content: Content,
    calendar: Calendar,
    private readonly dice: Dice,
    private readonly names: Names,
    private readonly places: Places,
    private readonly shopNames: ShopNames,
  ) {
    this.importedAt = calendar.at(-75, '10:12');
  }

  /** Of a slot: on record already, or entered by its owner on joining. */
  ofSlot(slot: Slot, owner: OwnerName): Shop {
    if (slot.cast) return this.cast(slot, slot.cast);
    const shop = this.somewhere(slot.staff, owner);
    if (!slot.isStranger) return shop;
    // What somebody types on joining: no code, no phone, nobody's notes.
    const isPlaced = this.dice.chance(0.85);
    return {
      ...shop,
      isStranger: true,
      createdAt: slot.at,
      updatedAt: slot.at,
      latitude: isPlaced ? shop.latitude : null,
      longitude: isPlaced ? shop.longitude : null,
      note: null,
    };
  }

  /** On record, and nobody of it is in yet. */
  waiting(staff: Staff, owner: OwnerName): Shop {
    const shop = this.somewhere(staff, owner);
    this.giveRecord(shop, owner.name, this.names.phone());
    return shop;
  }

  named(staff: Staff, given: { shop: string; street: string; address: string }, tradeName: string): Shop {
    const trade = this.content.shops.trades.find((one) => one.trade === tradeName) ?? this.shopNames.trade(this.dice);
    const position = this.places.position(this.dice, given.street);
    const place: Place = { regionCode: given.street, address: given.address, ...position, street: '', districtName: '' };
    return this.blank(staff, given.shop, trade, place);
  }

  /** Phone and contacts of a shop that stands in the supplier's sheet. */
  giveRecord(shop: Shop, ownerName: string, phone: string): void {
    shop.phone = this.dice.chance(0.82) ? phone : this.names.phone();
    shop.contacts.push({ name: ownerName, phone, note: this.dice.chance(0.5) ? '老板' : null });
    if (!this.dice.chance(0.28)) return;
    const other = this.names.person();
    shop.contacts.push({ name: other.name, phone: this.names.phone(), note: this.dice.pick(this.content.shops.clerkNotes) });
  }

  private cast(slot: Slot, cast: NonNullable<Slot['cast']>): Shop {
    const { content, second } = cast;
    const shop = this.named(slot.staff, second && content.second ? content.second : content, content.trade);
    shop.level = content.level;
    shop.tags = [...content.tags];
    return shop;
  }

  private somewhere(staff: Staff, owner: OwnerName): Shop {
    const place = this.places.somewhere(this.dice, this.places.districtIn(this.dice, staff.content.regions));
    const trade = this.shopNames.trade(this.dice);
    const name = this.shopNames.name(this.dice, trade, { surname: owner.surname, given: owner.name.slice(owner.surname.length) }, place);
    const shop = this.blank(staff, name, trade, place);
    if (this.dice.chance(0.06)) shop.latitude = shop.longitude = null;
    return shop;
  }

  private blank(staff: Staff, name: string, trade: Trade, place: Place): Shop {
    return {
      id: 0,
      code: null,
      name,
      trade: trade.trade,
      level: null,
      status: 'prospect',
      regionCode: place.regionCode,
      address: place.address,
      latitude: place.latitude,
      longitude: place.longitude,
      phone: null,
      salesperson: staff,
      invitedBy: null,
      isStranger: false,
      joinedAt: null,
      lastOrderAt: null,
      orders90d: 0,
      spend90dFen: 0,
      note: this.dice.chance(0.09) ? this.dice.pick(this.content.shops.notes) : null,
      createdAt: this.importedAt,
      updatedAt: this.importedAt,
      tags: [],
      contacts: [],
      custom: new Map(),
      history: [],
      members: [],
      segments: new Set(),
    };
  }
}
