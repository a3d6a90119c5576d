import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { StaffForm } from '@/features/staff/components/staff-form';
import { useStaff } from '@/features/staff/use-staff';
import { useStaffForm } from '@/features/staff/use-staff-form';
import { back, goTo, usePageQuery } from '@/platform/navigation';
import { toast } from '@/platform/toast';

/** Adds somebody, or changes what they may do; a change works on their next tap. */
export default function StaffEditPage() {
  const { id: given } = usePageQuery();
  const id = given ? Number(given) : null;
  const answer = useStaff(id);
  const staff = answer.data;
  const { form, save, switchOff } = useStaffForm(staff, () => {
    toast('已保存');
    back();
  });
  const body = <StaffForm form={form} isNew={id === null} />;
  return (
    <PageFrame
      title={id === null ? '添加员工' : '修改员工'}
      bar={
        <ActionBar>
          <Button label={id === null ? '添加这位员工' : '保存修改'} busyLabel="正在保存…" onTap={save} />
        </ActionBar>
      }
    >
      {id === null ? (
        body
      ) : (
        <AnswerView answer={answer}>
          {(found) => (
            <>
              {body}
              <Section flush>
                {found.shops > 0 && (
                  <Row icon="swap" title="交接名下门店" value={`${found.shops} 家`} onTap={() => goTo('handover', { from: found.id })} />
                )}
                <Row
                  icon={found.disabledAt ? 'check' : 'logout'}
                  title={found.disabledAt ? '重新启用账号' : '停用账号'}
                  danger={found.disabledAt === null}
                  onTap={switchOff}
                />
              </Section>
            </>
          )}
        </AnswerView>
      )}
    </PageFrame>
  );
}
