import { z } from 'zod';
import { STAFF_ROLES } from '../roles.js';
import { idParam, mobile, type OperationSpec, page, pageOf, regionCode, text } from './operation.js';

export const staffView = z.object({
  id: z.number(),
  name: z.string(),
  wecomUserid: z.string(),
  phone: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  roles: z.array(z.enum(STAFF_ROLES)),
  regions: z.array(z.object({ code: z.string(), name: z.string() })),
  disabledAt: z.string().nullable(),
  createdAt: z.string(),
  shops: z.number(),
});
export type StaffView = z.infer<typeof staffView>;
const fields = {
  name: text(30),
  phone: mobile.nullable(),
  roles: z.array(z.enum(STAFF_ROLES)).min(1).max(7),
  regions: z.array(regionCode).max(200),
};

export const staffOperations = {
  'staff.create': {
    summary: 'Add a staff member by their WeCom userid',
    body: z.object({ ...fields, wecomUserid: text(64), regions: fields.regions.default([]), phone: fields.phone.default(null) }),
    answer: staffView,
    errors: ['staff_duplicate'],
  },
  'staff.list': { summary: 'Staff', query: page.extend({ role: z.enum(STAFF_ROLES).optional() }), answer: pageOf(staffView) },
  'staff.update': {
    summary: 'Change roles, regions, name; disable or enable. Works on the next request',
    params: idParam,
    body: z.object(fields).partial().extend({ disabled: z.boolean().optional() }),
    answer: staffView,
    errors: ['last_admin'],
  },
} as const satisfies Record<string, OperationSpec>;
