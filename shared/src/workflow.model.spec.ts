import fc from 'fast-check';
import { type ModelPerson, WorkflowModel } from '../spec/workflow-model.js';
import { STAFF_ROLES, type StaffRole } from './roles.js';
import {
  type ActionInput,
  availableActions,
  enabledSteps,
  isClosed,
  markPaid,
  nextStep,
  ORDER_ACTIONS,
  ORDER_STATES,
  ORDER_STEPS,
  type OrderAction,
  type OrderActor,
  type OrderFacts,
  type OrderPerson,
  refusalOf,
  STEP_STATE,
  SWITCHABLE_STEPS,
  settle,
  take,
  type Workflow,
} from './workflow.js';
import { DEFAULT_WORKFLOW, onSwitch } from './workflow-switch.js';

const PLACER = 1;
const OTHER = 2;
const workflowOf = (mask: number): Workflow => {
  const steps = SWITCHABLE_STEPS.map((step, bit) => [step, { ...DEFAULT_WORKFLOW.steps[step], on: (mask & (1 << bit)) !== 0 }] as const);
  return { ...DEFAULT_WORKFLOW, steps: Object.fromEntries(steps) as Workflow['steps'] };
};
const WORKFLOWS = Array.from({ length: 32 }, (_, mask) => workflowOf(mask));
const person = (accountId: number, roles: StaffRole[], ofShop = false): OrderPerson => ({ accountId, roles, ofShop });
const EVERYBODY: OrderActor[] = [
  'system',
  person(OTHER, [], true),
  person(OTHER, []),
  ...STAFF_ROLES.flatMap((role) => [person(OTHER, [role]), person(PLACER, [role])]),
  person(PLACER, [...STAFF_ROLES], true),
];
const flag = [false, true];
/** Every way in which an order can be placed. */
const PLACED: OrderFacts[] = flag.flatMap((needsApproval) =>
  flag.flatMap((needsFinance) =>
    flag.flatMap((backOrdered) =>
      (['wechat', 'offline', 'account'] as const).flatMap((payment) =>
        flag.map((paid): OrderFacts => {
          const base = { state: 'submitted', awaitingAgreement: false, shipped: 'none', placedBy: PLACER } as const;
          return { ...base, needsApproval, needsFinance, backOrdered, payment, paid };
        }),
      ),
    ),
  ),
);
const position = (state: OrderFacts['state']): number => ORDER_STATES.indexOf(state);
const keyOf = (order: OrderFacts): string => Object.values(order).join();
/** The ways of doing something that differ in what becomes of the order. */
const ways: Partial<Record<OrderAction, ActionInput[]>> = {
  shipment: [{}, { all: false }],
  agreement: [{}, { agree: false }],
  amend: [{}, { flags: { needsApproval: true, needsFinance: true } }],
};

/** Every order that can come about under these switches, with what each can become in one move of anybody. */
function explore(workflow: Workflow, starts: OrderFacts[]): Map<string, { order: OrderFacts; next: string[] }> {
  const found = new Map<string, { order: OrderFacts; next: string[] }>();
  const todo = [...starts];
  while (todo.length > 0) {
    const order = todo.pop()!;
    if (found.has(keyOf(order))) continue;
    const next = new Set<string>();
    const goes = (to: OrderFacts) => {
      next.add(keyOf(to));
      todo.push(to);
    };
    if (!order.paid) goes(markPaid(order, workflow).order);
    if (order.backOrdered && !isClosed(order)) goes(settle({ ...order, backOrdered: false }, workflow).order);
    for (const actor of EVERYBODY) {
      for (const action of availableActions(order, actor, workflow)) {
        for (const input of ways[action] ?? [{}]) {
          const taken = take(action, order, actor, workflow, { proof: 'code', ...input });
          if (taken.code === null) goes(taken.order);
        }
      }
    }
    found.set(keyOf(order), { order, next: [...next] });
  }
  return found;
}
const REACHED = WORKFLOWS.map((workflow) =>
  explore(
    workflow,
    PLACED.map((order) => settle(order, workflow).order),
  ),
);

/** The orders from which no chain of moves leads to a closed one. */
function stranded(graph: Map<string, { order: OrderFacts; next: string[] }>): OrderFacts[] {
  const back = new Map<string, string[]>();
  for (const [key, { next }] of graph) for (const to of next) back.set(to, [...(back.get(to) ?? []), key]);
  const todo = [...graph].filter(([, { order }]) => isClosed(order)).map(([key]) => key);
  const fine = new Set(todo);
  while (todo.length > 0) {
    for (const from of back.get(todo.pop()!) ?? []) {
      if (fine.has(from)) continue;
      fine.add(from);
      todo.push(from);
    }
  }
  return [...graph].filter(([key]) => !fine.has(key)).map(([, { order }]) => order);
}

describe('all switch sets, all orders that can come about', () => {
  it('let every open order be completed or cancelled', () => {
    const states = new Set(REACHED.flatMap((graph) => [...graph.values()].map(({ order }) => order.state)));
    expect([...states].sort()).toEqual([...ORDER_STATES].sort());
    for (const graph of REACHED) expect(stranded(graph)).toEqual([]);
  });

  it('let every order be completed that nobody cancels', () => {
    for (const graph of REACHED) {
      const open = [...graph].map(([key, { order, next }]) => [key, { order, next: next.filter((to) => !to.startsWith('cancelled')) }]) as [
        string,
        { order: OrderFacts; next: string[] },
      ][];
      expect(stranded(new Map(open.filter(([, { order }]) => order.state !== 'cancelled')))).toEqual([]);
    }
  });

  it('never skip, repeat or hand a step to the wrong person, and nobody approves an order that they placed', () => {
    let checked = 0;
    const faults: unknown[] = [];
    for (const [mask, graph] of REACHED.entries()) {
      const workflow = WORKFLOWS[mask]!;
      for (const { order } of graph.values()) {
        const ahead = nextStep(order, workflow);
        for (const actor of EVERYBODY) {
          for (const step of ORDER_STEPS) {
            checked++;
            if (refusalOf(step, order, actor, workflow, { proof: 'code' }) !== null) continue;
            const roles: readonly string[] = step === 'completion' ? ['office'] : workflow.steps[step].roles;
            const holds =
              actor !== 'system' &&
              (actor.roles.some((role) => role === 'admin' || roles.includes(role)) || (step === 'receipt' && actor.ofShop));
            const isOwnApproval = actor !== 'system' && actor.accountId === PLACER && (step === 'approval' || step === 'financeApproval');
            const isUnpaid = order.payment === 'wechat' && !order.paid && !['approval', 'financeApproval'].includes(step);
            if (step !== ahead || !holds || isOwnApproval || isUnpaid || isClosed(order)) faults.push({ mask, order, actor, step });
          }
        }
      }
    }
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(100_000);
  });

  it('move only forward, and goods leave once', () => {
    const faults: unknown[] = [];
    for (const [mask, graph] of REACHED.entries()) {
      for (const { order, next } of graph.values()) {
        const isConsistent =
          order.shipped === 'all' ? position(order.state) >= 4 : order.shipped === 'some' ? position(order.state) === 3 : true;
        const isSent = order.state === 'cancelled' ? order.shipped === 'none' : position(order.state) >= 4 === (order.shipped === 'all');
        if (!isConsistent || !isSent) faults.push({ mask, order });
        for (const to of next) if (position(graph.get(to)!.order.state) < position(order.state)) faults.push({ mask, order, to });
      }
    }
    expect(faults).toEqual([]);
  });

  it('strand nothing when any switches change to any others', () => {
    const faults: unknown[] = [];
    let moves = 0;
    for (const [after, known] of REACHED.entries()) {
      // Orders that these switches alone would not have brought about: they too find an end.
      const fresh: OrderFacts[] = [];
      for (const [before, graph] of REACHED.entries()) {
        for (const { order } of graph.values()) {
          const move = onSwitch(order, WORKFLOWS[before]!, WORKFLOWS[after]!);
          const now = move?.order ?? order;
          if (!known.has(keyOf(now))) fresh.push(now);
          if (!move) continue;
          moves++;
          const repeats = move.steps.some(({ step }) => ORDER_STATES.indexOf(STEP_STATE[step]) <= ORDER_STATES.indexOf(order.state));
          const isTwice = new Set(move.steps.map(({ step }) => step)).size !== move.steps.length;
          if (repeats || isTwice || isClosed(order)) faults.push({ before, after, order, move });
        }
      }
      faults.push(...stranded(explore(WORKFLOWS[after]!, fresh)));
    }
    expect(faults.slice(0, 5)).toEqual([]);
    expect(moves).toBeGreaterThan(1000);
  });
});

describe('random people doing random things', () => {
  const people: OrderPerson[] = [
    person(OTHER, [], true),
    person(PLACER, ['admin']),
    ...STAFF_ROLES.map((role) => person(OTHER + 1, [role])),
  ];
  const deed = fc.record({
    action: fc.constantFrom(...ORDER_STEPS, ...ORDER_STEPS, 'agreement', ...ORDER_ACTIONS),
    who: fc.constantFrom(...people),
    all: fc.boolean(),
    agree: fc.boolean(),
    /** Most do what they may, as the buttons say; the others try anything. */
    isHonest: fc.boolean(),
    pick: fc.nat(99),
  });

  const honest = (order: OrderFacts, workflow: Workflow, pick: number): { action: OrderAction; who: OrderPerson } => {
    const choices = people
      .flatMap((who) => availableActions(order, who, workflow).map((action) => ({ action, who })))
      .filter(({ action }) => action !== 'cancel' || pick < 10);
    return choices[pick % Math.max(1, choices.length)] ?? { action: 'cancel', who: people[0]! };
  };

  it('agree with a reference model at every step', () => {
    let done = 0;
    fc.assert(
      fc.property(fc.nat(31), fc.constantFrom(...PLACED), fc.array(deed, { minLength: 40, maxLength: 60 }), (mask, placed, deeds) => {
        const workflow = WORKFLOWS[mask]!;
        const on = new Set<string>(SWITCHABLE_STEPS.filter((_, bit) => (mask & (1 << bit)) !== 0));
        const model = new WorkflowModel(on, placed);
        let order = settle(placed, workflow).order;
        const ours: unknown[] = [];
        const theirs: unknown[] = [];
        for (const deed of deeds) {
          const { action, who } = deed.isHonest ? honest(order, workflow, deed.pick) : deed;
          const { all, agree } = deed;
          const hats: ModelPerson = { account: who.accountId, hats: [...who.roles], shop: who.ofShop };
          const taken = take(action, order, who, workflow, { proof: 'code', all, agree });
          theirs.push({ action, who, allowed: model.act(action, hats, { all, agree }), ...model.summary });
          if (taken.code === null) {
            order = taken.order;
            done++;
          }
          const todo = enabledSteps(order, workflow).filter((step) => position(STEP_STATE[step]) > position(order.state));
          const closed = isClosed(order) ? order.state : 'no';
          const what = { closed, asked: order.awaitingAgreement, left: order.shipped === 'all', todo: isClosed(order) ? [] : todo };
          ours.push({ action, who, allowed: taken.code === null, ...what });
        }
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 500 },
    );
    expect(done).toBeGreaterThan(1500);
  });
});
