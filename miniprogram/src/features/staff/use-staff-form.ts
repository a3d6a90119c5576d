import { useForm } from '@/components/use-form';
import { useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import { NEW_STAFF, type Staff, staffBody, valuesOf } from './staff-values';

/** Somebody of the staff, being added (`staff` null) or changed. */
export function useStaffForm(staff: Staff | null, onDone: () => void) {
  const form = useForm(staff ? valuesOf(staff) : NEW_STAFF, { draft: staff ? undefined : 'new-staff' });
  const create = useCommand('staff.create', { refresh: ['staff.list', 'invitations.scoreboard'] });
  const update = useCommand('staff.update', { refresh: ['staff.list', 'invitations.scoreboard'] });

  const save = async () => {
    if (form.values.roles.length === 0) {
      form.setFault('roles', '至少选一个角色；不再在岗请停用账号');
      return;
    }
    try {
      const body = staffBody(form.values);
      if (staff) await update.mutateAsync({ params: { id: staff.id }, body });
      else await create.mutateAsync({ body: { ...body, wecomUserid: form.values.wecomUserid.trim() } });
      form.done();
      onDone();
    } catch (error) {
      form.takeFaults(error);
    }
  };
  const switchOff = async () => {
    if (!staff) return;
    const { id, name, disabledAt, shops } = staff;
    const left = shops > 0 ? `名下 ${shops} 家门店还在他那里，记得交接。` : '';
    if (!disabledAt && !(await confirm({ title: `停用${name}？`, loses: `停用后马上不能再登录和操作。${left}`, action: '停用' }))) return;
    try {
      await update.mutateAsync({ params: { id }, body: { disabled: !disabledAt } });
      toast(disabledAt ? '账号已启用' : '账号已停用');
    } catch (error) {
      toastError(error);
    }
  };
  return { form, save, switchOff };
}
