import { AddressesService } from '../addresses/addresses.service';
import { Buyers } from '../buyer';
import { CartService } from '../cart/cart.service';
import { Quotes } from '../lines/quotes';
import { OrderLinks } from '../links';
import { OrderListsService } from '../order-lists.service';
import { RepeatService } from '../repeat.service';
import { ReservationExpiry } from '../reservation-expiry';
import { TradeFollowers } from '../trade-followers';
import { BatchFactsReader } from './batch-facts';
import { BuyingShops } from './buying-shops';
import { MoneyCheck } from './money-check';
import { OrderWriter } from './order-writer';
import { Placement } from './placement';
import { PlacementBuffer } from './placement-buffer';
import { PlacingService } from './placing.service';
import { SoldOut } from './sold-out';

/** What leads to an order, and what finds it again. */
export const PLACING_PROVIDERS = [
  AddressesService,
  BatchFactsReader,
  Buyers,
  BuyingShops,
  CartService,
  MoneyCheck,
  OrderLinks,
  OrderListsService,
  OrderWriter,
  Placement,
  PlacementBuffer,
  PlacingService,
  Quotes,
  RepeatService,
  ReservationExpiry,
  SoldOut,
  TradeFollowers,
];
