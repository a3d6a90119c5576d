import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { StaffForm } from '@/features/staff/components/staff-form';
import type { Staff } from '@/features/staff/staff-values';
import { useStaff } from '@/features/staff/use-staff';
import { useStaffForm } from '@/features/staff/use-staff-form';
import { back, goTo, usePageQuery } from '@/platform/navigation';
import { toast } from '@/platform/toast';

/** Adds somebody, or changes what they may do; a change works on their next tap. */
export default function StaffEditPage() {
  const { id: given } = usePageQuery();
  const id = given ? Number(given) : null;
  const answer = useStaff(id);
  if (id === null) return <Editor staff={null} />;
  if (answer.data) return <Editor staff={answer.data} />;
  return (
    <PageFrame title="修改员工">
      <AnswerView answer={answer}>{() => null}</AnswerView>
    </PageFrame>
  );
}

function Editor({ staff }: { staff: Staff | null }) {
  const { form, save, switchOff } = useStaffForm(staff, () => {
    toast(staff ? '已保存' : '员工已添加');
    back();
  });
  return (
    <PageFrame
      title={staff ? '修改员工' : '添加员工'}
      bar={
        <ActionBar>
          <Button label={staff ? '保存修改' : '添加这位员工'} busyLabel="正在保存…" onTap={save} />
        </ActionBar>
      }
    >
      <StaffForm form={form} isNew={staff === null} />
      {staff && (
        <Section flush>
          {staff.shops > 0 && (
            <Row icon="swap" title="交接名下门店" value={`${staff.shops} 家`} onTap={() => goTo('handover', { from: staff.id })} />
          )}
          <Row
            icon={staff.disabledAt ? 'check' : 'logout'}
            title={staff.disabledAt ? '重新启用账号' : '停用账号'}
            danger={staff.disabledAt === null}
            onTap={switchOff}
          />
        </Section>
      )}
    </PageFrame>
  );
}
