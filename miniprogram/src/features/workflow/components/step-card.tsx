import { STAFF_ROLE_ZH } from '@dianquan/shared/roles';
import { ORDER_STEP_ZH } from '@dianquan/shared/workflow-switch';
import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { Section } from '@/components/section';
import { SwitchRow } from '@/components/switch-row';
import { TextInput } from '@/components/text-input';
import { hoursText, type Preview, type Rule, type RuleDraft, ruleFault, type Step } from '../draft';
import './step-card.scss';

const SAYING: Record<Step, string> = {
  approval: '下单后先看货、看价，再往下走',
  financeApproval: '看额度和收款；超额的订单关了也要看',
  outbound: '仓库备货，点齐了出库',
  shipment: '装车发出，可以分几次',
  receipt: '门店点收，或配送员凭码、照片确认',
};
const ROLES = (['office', 'manager', 'finance', 'warehouse', 'courier', 'salesperson', 'admin'] as const).map((key) => ({
  key,
  label: STAFF_ROLE_ZH[key],
}));

type Props = {
  step: Step;
  rule: RuleDraft;
  hours: Preview['hours'] | undefined;
  hoursFailed: boolean;
  mayWrite: boolean;
  onChange: (change: Partial<RuleDraft>) => void;
};

/** One step: on or off, who takes it, within how long. */
export function StepCard({ step, rule, hours, hoursFailed, mayWrite, onChange }: Props) {
  const fault = ruleFault(rule);
  return (
    <Section flush>
      <SwitchRow title={ORDER_STEP_ZH[step]} text={SAYING[step]} on={rule.on} disabled={!mayWrite} onChange={(on) => onChange({ on })} />
      {/* Its place is kept: what is tapped below must not move when the figures come. */}
      {mayWrite && (
        <View className="step-card__hours">
          {hours ? hoursText(hours, step) : hoursFailed ? '近 30 天的用时没有取到' : '正在算近 30 天的用时…'}
        </View>
      )}
      {rule.on && mayWrite && (
        <>
          <Field label="谁来办" error={rule.roles.length === 0 ? fault : null}>
            <Chips several options={ROLES} chosen={[...rule.roles]} onChange={(roles: Rule['roles']) => onChange({ roles })} />
          </Field>
          <Field label="时限" optional error={rule.roles.length > 0 ? fault : null} hint="超过就标红；留空不限">
            <TextInput kind="number" value={rule.hours} unit="小时" maxLength={3} onChange={(typed) => onChange({ hours: typed })} />
          </Field>
          <SwitchRow title="超时提醒" text="提醒能办这一步的人" on={rule.remind} onChange={(remind) => onChange({ remind })} />
        </>
      )}
      {rule.on && !mayWrite && (
        <View className="step-card__hours">
          {rule.roles.map((role) => STAFF_ROLE_ZH[role]).join('、')}
          {rule.hours === '' ? '，不限时' : `，${rule.hours} 小时内`}
        </View>
      )}
    </Section>
  );
}
