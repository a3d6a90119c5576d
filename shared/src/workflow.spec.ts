import {
  availableActions,
  markPaid,
  nextStep,
  type OrderFacts,
  type OrderPerson,
  refusalOf,
  settle,
  take,
  type Workflow,
} from './workflow.js';
import { DEFAULT_WORKFLOW, dueAt, isReminderDue, onSwitch, orderStatusText, switchCounts } from './workflow-switch.js';

const shop: OrderPerson = { accountId: 1, roles: [], ofShop: true };
const staff = (role: OrderPerson['roles'][number], accountId = 9): OrderPerson => ({ accountId, roles: [role], ofShop: false });
const order = (given: Partial<OrderFacts> = {}): OrderFacts => ({
  state: 'submitted',
  needsApproval: false,
  needsFinance: false,
  awaitingAgreement: false,
  payment: 'account',
  paid: false,
  shipped: 'none',
  backOrdered: false,
  placedBy: 1,
  ...given,
});
const off = (...steps: (keyof Workflow['steps'])[]): Workflow => ({
  ...DEFAULT_WORKFLOW,
  steps: Object.fromEntries(
    Object.entries(DEFAULT_WORKFLOW.steps).map(([step, given]) => [step, { ...given, on: given.on && !steps.includes(step as never) }]),
  ) as Workflow['steps'],
});

describe('an order', () => {
  it('goes from the shop to the shop, each step by its desk', () => {
    const way = [
      ['approval', 'office', 'approved'],
      ['outbound', 'warehouse', 'outbound'],
      ['shipment', 'courier', 'shipped'],
    ] as const;
    let current = order();
    for (const [step, role, state] of way) {
      expect(nextStep(current, DEFAULT_WORKFLOW)).toBe(step);
      const taken = take(step, current, staff(role), DEFAULT_WORKFLOW);
      expect(taken).toMatchObject({ code: null, order: { state }, leaves: step === 'shipment' ? 'rest' : 'nothing' });
      if (taken.code === null) current = taken.order;
    }
    expect(take('receipt', current, shop, DEFAULT_WORKFLOW)).toMatchObject({
      order: { state: 'completed' },
      steps: [
        { step: 'receipt', how: 'taken' },
        { step: 'completion', how: 'auto' },
      ],
    });
  });

  it('leaves in parts when the warehouse says so, and the rest can be given up', () => {
    const part = take('shipment', order({ state: 'outbound' }), staff('warehouse'), DEFAULT_WORKFLOW, { all: false });
    expect(part).toMatchObject({ leaves: 'listed', order: { state: 'outbound', shipped: 'some' } });
    if (part.code !== null) throw new Error('the first part was refused');
    expect(refusalOf('cancel', part.order, staff('office'), DEFAULT_WORKFLOW)).toBe('order_partly_shipped');
    expect(take('dropRest', part.order, staff('office'), DEFAULT_WORKFLOW)).toMatchObject({
      leaves: 'nothing',
      order: { state: 'shipped' },
    });
  });

  it('leaves by itself where neither outbound nor shipment is a step, once it is paid', () => {
    const workflow = off('outbound', 'shipment');
    const unpaid = order({ payment: 'wechat', state: 'approved' });
    expect(settle(unpaid, workflow)).toMatchObject({ order: { state: 'approved' }, leaves: 'nothing' });
    expect(refusalOf('receipt', unpaid, shop, workflow)).toBe('order_not_paid');
    expect(markPaid(unpaid, workflow)).toMatchObject({ order: { state: 'shipped', shipped: 'all' }, leaves: 'rest' });
  });

  it('never arrives unsent, even before the job of a switch has looked at it', () => {
    const taken = take('receipt', order({ state: 'approved', payment: 'offline' }), shop, off('outbound', 'shipment'));
    expect(taken).toMatchObject({ leaves: 'rest', order: { state: 'received', shipped: 'all' } });
  });

  it('waits for the office when it is received and not settled', () => {
    const taken = take('receipt', order({ state: 'shipped', shipped: 'all', payment: 'offline' }), shop, DEFAULT_WORKFLOW);
    expect(taken).toMatchObject({ order: { state: 'received' } });
  });

  it('goes through finance when it must, switched on or not', () => {
    const forced = order({ needsFinance: true, state: 'approved' });
    expect(nextStep(forced, DEFAULT_WORKFLOW)).toBe('financeApproval');
    expect(refusalOf('outbound', forced, staff('warehouse'), DEFAULT_WORKFLOW)).toBe('step_not_available');
  });
});

describe('a person is refused', () => {
  it.each<[string, Parameters<typeof refusalOf>, string | null]>([
    ['a step of another desk', ['outbound', order({ state: 'approved' }), staff('finance'), DEFAULT_WORKFLOW], 'step_not_yours'],
    ['a step before its turn', ['shipment', order({ state: 'approved' }), staff('courier'), DEFAULT_WORKFLOW], 'step_not_available'],
    ['a step once more', ['approval', order({ state: 'approved' }), staff('office'), DEFAULT_WORKFLOW], 'step_not_available'],
    ['approval of what they placed', ['approval', order({ placedBy: 9 }), staff('admin'), DEFAULT_WORKFLOW], 'own_order_approval'],
    ['amending what they placed', ['amend', order({ placedBy: 9 }), staff('admin'), DEFAULT_WORKFLOW], 'own_order_approval'],
    ['anything on a closed order', ['cancel', order({ state: 'completed' }), shop, DEFAULT_WORKFLOW], 'order_closed'],
    [
      'outbound of what nobody paid',
      ['outbound', order({ state: 'approved', payment: 'wechat' }), staff('warehouse'), DEFAULT_WORKFLOW],
      'order_not_paid',
    ],
    [
      'approval while the shop is asked',
      ['approval', order({ awaitingAgreement: true }), staff('office'), DEFAULT_WORKFLOW],
      'order_awaiting_agreement',
    ],
    ['a delivery without proof', ['receipt', order({ state: 'shipped' }), staff('courier'), DEFAULT_WORKFLOW], 'delivery_proof_required'],
    ['no delivery with a photo', ['receipt', order({ state: 'shipped' }), staff('courier'), DEFAULT_WORKFLOW, { proof: 'photo' }], null],
    ['no receipt in the shop', ['receipt', order({ state: 'shipped' }), shop, DEFAULT_WORKFLOW], null],
    ['cancelling after approval, as a shop', ['cancel', order({ state: 'approved' }), shop, DEFAULT_WORKFLOW], 'cancel_too_late'],
    [
      'no cancelling of an amendment that the shop dislikes',
      ['cancel', order({ state: 'approved', awaitingAgreement: true }), shop, DEFAULT_WORKFLOW],
      null,
    ],
    ['no cancelling from the shelf, as staff', ['cancel', order({ state: 'outbound' }), staff('office'), DEFAULT_WORKFLOW], null],
    ['cancelling what left', ['cancel', order({ state: 'shipped' }), staff('admin'), DEFAULT_WORKFLOW], 'cancel_too_late'],
    ['cancelling, as warehouse', ['cancel', order(), staff('warehouse'), DEFAULT_WORKFLOW], 'step_not_yours'],
    ['agreeing for the shop', ['agreement', order({ awaitingAgreement: true }), staff('admin'), DEFAULT_WORKFLOW], 'step_not_yours'],
    ['expiry of what is paid', ['cancel', order({ payment: 'wechat', paid: true }), 'system', DEFAULT_WORKFLOW], 'step_not_available'],
    ['no expiry of what nobody pays', ['cancel', order({ payment: 'wechat' }), 'system', DEFAULT_WORKFLOW], null],
  ])('%s', (_, given, expected) => {
    expect(refusalOf(...given)).toBe(expected);
    const taken = take(...given);
    expect(taken.code).toBe(expected);
  });

  it('and sees only the buttons that work', () => {
    expect(availableActions(order({ payment: 'wechat' }), shop, DEFAULT_WORKFLOW)).toEqual(['pay', 'cancel']);
    expect(availableActions(order({ awaitingAgreement: true }), shop, DEFAULT_WORKFLOW)).toEqual(['agreement', 'cancel']);
    expect(availableActions(order(), staff('office'), DEFAULT_WORKFLOW)).toEqual(['approval', 'amend', 'cancel']);
  });
});

describe('an amendment', () => {
  it('waits for the shop, and returns to the approver when the shop refuses', () => {
    const amended = take('amend', order(), staff('office'), DEFAULT_WORKFLOW, { flags: { needsApproval: true } });
    expect(amended).toMatchObject({ order: { awaitingAgreement: true, needsApproval: true } });
    if (amended.code !== null) throw new Error('amending was refused');
    expect(nextStep(amended.order, DEFAULT_WORKFLOW)).toBe('agreement');
    const refused = take('agreement', amended.order, shop, off('approval'), { agree: false });
    expect(refused).toMatchObject({ order: { awaitingAgreement: false, needsApproval: true, state: 'submitted' } });
  });
});

describe('a switch', () => {
  it('moves on what waits for a step that is off now, and says what was skipped', () => {
    expect(onSwitch(order(), DEFAULT_WORKFLOW, off('approval'))).toMatchObject({
      from: 'approval',
      to: 'outbound',
      steps: [{ step: 'approval', how: 'skipped' }],
    });
    expect(onSwitch(order({ state: 'shipped', shipped: 'all' }), DEFAULT_WORKFLOW, off('receipt'))).toMatchObject({ to: 'completed' });
    expect(onSwitch(order({ state: 'outbound' }), DEFAULT_WORKFLOW, off('shipment'))).toMatchObject({
      to: 'receipt',
      leaves: 'rest',
      steps: [{ step: 'shipment', how: 'skipped' }],
    });
    expect(onSwitch(order({ state: 'approved' }), DEFAULT_WORKFLOW, off('approval'))).toBeNull();
    expect(onSwitch(order({ state: 'outbound', shipped: 'some' }), DEFAULT_WORKFLOW, off('shipment'))).toBeNull();
  });

  it('is counted before it is made', () => {
    const open = [
      { order: order(), count: 3 },
      { order: order({ needsFinance: true }), count: 2 },
      { order: order({ paid: true }), count: 4 },
      { order: order({ state: 'approved' }), count: 9 },
    ];
    expect(switchCounts(open, DEFAULT_WORKFLOW, off('approval'))).toEqual([
      { from: 'approval', to: 'outbound', count: 7 },
      { from: 'approval', to: 'financeApproval', count: 2 },
    ]);
  });
});

describe('what an order waits for', () => {
  it('is said to people', () => {
    expect(orderStatusText(order(), DEFAULT_WORKFLOW)).toBe('待审核');
    expect(orderStatusText(order({ payment: 'wechat' }), DEFAULT_WORKFLOW)).toBe('待付款');
    expect(orderStatusText(order({ awaitingAgreement: true, payment: 'wechat' }), DEFAULT_WORKFLOW)).toBe('待门店确认修改');
    expect(orderStatusText(order({ shipped: 'some', state: 'outbound' }), DEFAULT_WORKFLOW)).toBe('部分发货');
    expect(orderStatusText(order({ state: 'cancelled' }), DEFAULT_WORKFLOW)).toBe('已取消');
  });

  it('has a time, and a reminder a day when that is over', () => {
    const hour = 3_600_000;
    expect(dueAt(0, 'approval', DEFAULT_WORKFLOW)).toBe(4 * hour);
    expect(dueAt(0, 'completion', DEFAULT_WORKFLOW)).toBe(72 * hour);
    expect(dueAt(0, 'agreement', DEFAULT_WORKFLOW)).toBeNull();
    expect([isReminderDue(10, null, 9), isReminderDue(10, null, 10), isReminderDue(null, null, 10)]).toEqual([false, true, false]);
    expect([isReminderDue(10, 10, 24 * hour), isReminderDue(10, 10, 24 * hour + 10)]).toEqual([false, true]);
  });
});
