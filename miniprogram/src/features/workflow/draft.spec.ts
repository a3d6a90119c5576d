import type { WorkflowSwitches } from '@dianquan/shared/contract/order-moves';
import { draftOf, hoursText, isSame, movesText, ruleFault, shortHours, switchesOf } from './draft';

const rule = (on = true): WorkflowSwitches['approval'] => ({ on, roles: ['office'], hours: 4, remind: true });
const steps: WorkflowSwitches = { approval: rule(), financeApproval: rule(false), outbound: rule(), shipment: rule(), receipt: rule() };

describe('a rule of the workflow', () => {
  it('needs somebody who can take it, as long as it is on', () => {
    expect(ruleFault({ ...draftOf(steps).approval, roles: [] })).toContain('角色');
    expect(ruleFault({ ...draftOf(steps).approval, on: false, roles: [] })).toBeNull();
  });

  it.each(['0', '721', '1.5', '-1', '四'])('takes no limit of %s hours', (hours) => {
    expect(ruleFault({ ...draftOf(steps).approval, hours })).not.toBeNull();
  });

  it('has no limit where none is typed', () => {
    const draft = { ...draftOf(steps), approval: { ...draftOf(steps).approval, hours: '' } };
    expect(switchesOf(draft, steps)?.approval.hours).toBeNull();
  });
});

describe('the switches', () => {
  it('that were not touched are the same, in whatever order the roles stand', () => {
    expect(switchesOf(draftOf(steps), steps)).toEqual(steps);
    const two = { ...steps, approval: { ...rule(), roles: ['office' as const, 'admin' as const] } };
    expect(isSame(two, { ...steps, approval: { ...rule(), roles: ['admin', 'office'] } })).toBe(true);
    expect(isSame(two, steps)).toBe(false);
  });

  it('are not sent while one of them is faulty', () => {
    expect(switchesOf({ ...draftOf(steps), outbound: { ...draftOf(steps).outbound, hours: 'x' } }, steps)).toBeNull();
  });

  it('keep what a step that is switched off had before', () => {
    const draft = { ...draftOf(steps), approval: { on: false, roles: [], hours: 'x', remind: false } };
    expect(switchesOf(draft, steps)?.approval).toEqual({ ...rule(), on: false });
  });
});

describe('the preview', () => {
  it('says which orders go where, and leaves out those that stay', () => {
    expect(
      movesText([
        { from: 'approval', to: 'outbound', orders: 3 },
        { from: 'outbound', to: 'shipment', orders: 0 },
        { from: 'receipt', to: 'completed', orders: 1 },
        { from: 'outbound', to: 'financeApproval', orders: 12 },
      ]),
    ).toEqual(['3 单不再等审核，直接进入出库', '1 单不再等收货，直接完成', '12 单先回到财务审核，再等出库']);
  });

  it('says what a step has cost', () => {
    expect(hoursText([{ step: 'approval', median: 3.24, slowest: 72, orders: 134 }], 'approval')).toBe(
      '近 30 天 134 单，一般 3.2 小时，最慢 3 天',
    );
    expect(hoursText([], 'approval')).toContain('没有');
    expect(shortHours(0.25)).toBe('15 分钟');
  });
});
