import type { ReceiptMarks } from '@dianquan/server/announcements/receipt-marks';

/** Rows as the tables hold them; keys are the columns. Times are epoch milliseconds. */
type Value = string | number | null;
export type Row = Record<string, Value>;

export type ShopCountRow = {
  announcement_id: number;
  shop_id: number;
  region_code: string | null;
  owner_staff_id: number | null;
  segment_ids: string;
  people: number;
  owners: number;
  delivered: number;
  owners_read: number;
  clerks_read: number;
  acknowledged: number;
  understood: number;
};
export type TallyRow = {
  announcement_id: number;
  dimension: string;
  key_value: string;
  people: number;
  delivered: number;
  people_read: number;
  acknowledged: number;
  understood: number;
  shops: number;
  shops_reached: number;
  shops_read: number;
  shops_owner_read: number;
  shops_fully_read: number;
  shops_understood: number;
};
export type ChunkRow = {
  announcement_id: number;
  number: number;
  first_member_id: number;
  last_member_id: number;
  people: number;
  unread: number;
  done_at: number | null;
};
export type RecipientRow = ReceiptMarks & {
  announcement_id: number;
  member_id: number;
  shop_id: number;
  is_owner: number;
  reminded_at: number | null;
};
export type FileRow = {
  id: number;
  sha256: string;
  size: number;
  mime: string;
  name: string;
  width: number | null;
  height: number | null;
  has_thumb: number;
  owner_account_id: number | null;
  attached_kind: string;
  attached_id: number;
  created_at: number;
};
export type InboxRow = {
  account_id: number;
  member_id: number | null;
  kind: string;
  title: string;
  excerpt: string;
  page: string;
  subject: string;
  created_at: number;
  read_at: number | null;
};

/** The tables that the seeder fills, in the order in which it does; those of one group are written in one transaction. */
export const GROUPS = {
  分群: ['segment', 'segment_shop'],
  邀请: ['invitation', 'attribution', 'invitation_event'],
  社区: [
    'community',
    'community_segment',
    'community_moderator',
    'community_join_request',
    'post',
    'post_comment',
    'post_like',
    'post_view',
  ],
  公告: ['announcement', 'announcement_tally', 'announcement_chunk', 'announcement_reminder', 'announcement_call'],
  接收人: ['announcement_recipient'],
  门店统计: ['announcement_shop'],
  其余: ['inbox_item', 'stored_file', 'outbox_job', 'audit_entry'],
  货品: ['category', 'sku', 'product_hidden_segment'],
  价格: ['price_level', 'price_level_segment', 'price_level_sku', 'price_level_discount', 'customer_price', 'price_change'],
  仓库: ['warehouse', 'workflow_version'],
  一键订货: ['order_set', 'order_set_sku'],
  消息: ['push_template', 'push_consent', 'push_consent_entry', 'wecom_contact'],
  // Last: a database counts as filled once there is somebody in it.
  人和门店: [
    'account',
    'staff',
    'staff_role',
    'staff_region',
    'custom_field',
    'shop',
    'shop_tag',
    'shop_contact',
    'shop_history',
    'shop_field_value',
    'member',
  ],
} as const;
export type Table = (typeof GROUPS)[keyof typeof GROUPS][number];

export type Rows = Record<Table, readonly Row[]>;

/** Tables whose rows are made while they are written: there are many, or they take much thought. */
export const BULK_TABLES = [
  'product',
  'product_gram',
  'shop_order',
  'order_line',
  'order_allocation',
  'order_step',
  'order_counter',
  'shipment',
  'return_request',
  'last_price',
  'payment',
  'refund',
  'ledger_entry',
  'shop_balance',
  'statement_answer',
  'payment_reconciliation',
  'stock_movement',
  'stock',
  'delivery_address',
  'favourite',
] as const;
export type Bulk = { table: (typeof BULK_TABLES)[number]; rows: () => Iterable<Row> };
