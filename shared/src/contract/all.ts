import type { z } from 'zod';
import type { OperationId } from '../routes.js';
import { announcementOperations } from './announcements.js';
import { callListOperations } from './call-list.js';
import { cartOperations } from './cart.js';
import { categoryOperations } from './categories.js';
import { communityOperations } from './communities.js';
import { deliveryOperations } from './delivery.js';
import { deliveryAddressOperations } from './delivery-addresses.js';
import { favouriteOperations } from './favourites.js';
import { homeOperations } from './home.js';
import { invitationOperations } from './invitations.js';
import { memberOperations } from './members.js';
import type { OperationSpec } from './operation.js';
import { orderMoveOperations } from './order-moves.js';
import { orderSetOperations } from './order-sets.js';
import { orderOperations } from './orders.js';
import { ownPriceOperations } from './own-prices.js';
import { paymentOperations } from './payments.js';
import { platformOperations } from './platform.js';
import { priceOperations, stockOperations } from './prices.js';
import { productImportOperations } from './product-imports.js';
import { productOperations } from './products.js';
import { reportOperations } from './reports.js';
import { returnOperations } from './returns.js';
import { segmentOperations } from './segments.js';
import { sessionOperations } from './session.js';
import { shopOperations } from './shops.js';
import { staffOperations } from './staff.js';
import { wecomLinkOperations } from './wecom-links.js';

const specs = {
  ...sessionOperations,
  ...memberOperations,
  ...shopOperations,
  ...staffOperations,
  ...segmentOperations,
  ...invitationOperations,
  ...communityOperations,
  ...announcementOperations,
  ...callListOperations,
  ...deliveryOperations,
  ...homeOperations,
  ...categoryOperations,
  ...productOperations,
  ...productImportOperations,
  ...ownPriceOperations,
  ...favouriteOperations,
  ...orderSetOperations,
  ...priceOperations,
  ...stockOperations,
  ...cartOperations,
  ...orderOperations,
  ...orderMoveOperations,
  ...deliveryAddressOperations,
  ...returnOperations,
  ...paymentOperations,
  ...reportOperations,
  ...wecomLinkOperations,
  ...platformOperations,
} as const;
type Specs = typeof specs;

/** Every operation of the API, by operationId. */
export const OPERATIONS: Record<OperationId, OperationSpec> = specs;

type Parsed<T> = T extends z.ZodType ? z.output<T> : unknown;
type Sent<T> = T extends z.ZodType ? z.input<T> : unknown;
type Part<Id extends OperationId, K extends string> = Specs[Id] extends Record<K, infer V> ? V : undefined;

/** What a handler is given: params, query and body, parsed and put together. */
export type Input<Id extends OperationId> = Parsed<Part<Id, 'params'>> & Parsed<Part<Id, 'query'>> & Parsed<Part<Id, 'body'>>;
/** What a client sends. */
export type Request<Id extends OperationId> = {
  params: Sent<Part<Id, 'params'>>;
  query: Sent<Part<Id, 'query'>>;
  body: Sent<Part<Id, 'body'>>;
};
/** What it gets back; `null` for an empty answer, `'file'` for bytes. */
export type Answer<Id extends OperationId> = Specs[Id]['answer'] extends z.ZodType ? z.output<Specs[Id]['answer']> : Specs[Id]['answer'];
/** Operations that move money or goods: a call carries the key of what the person meant to do once. */
export type IdempotentId = { [Id in OperationId]: Specs[Id] extends { readonly idempotent: true } ? Id : never }[OperationId];
/** Operations that take such a key from who wants to be sure. */
export type MaybeIdempotentId = { [Id in OperationId]: Specs[Id] extends { readonly idempotent: 'optional' } ? Id : never }[OperationId];
