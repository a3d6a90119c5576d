import { countText } from '@dianquan/shared/money';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { saveFile } from '@/platform/files';
import { goTo } from '@/platform/navigation';
import { invalidate, useCommand } from '@/platform/query';
import { choose, confirm, toast, toastError } from '@/platform/toast';
import type { Report } from '../use-report';

const LOOK = '看公告原文';
const EXPORT = '导出未读名单';
const CORRECT = '更正内容';
const OFFER = '改能订的货';
const WITHDRAW = '撤回公告';

/** What one can do about it: above all, remind those who have not read. */
export function ReportBar({ report, mayAct }: { report: Report; mayAct: boolean }) {
  const { id, unread, remindsLeftToday } = report;
  const remind = useCommand('announcements.remind', {
    refresh: ['announcements.report'],
    onDone: ({ people }) => toast(`已提醒 ${countText(people)} 位`),
  });
  const withdraw = useCommand('announcements.withdraw', { refresh: ['announcements.report', 'announcements.list', 'announcements.get'] });
  const isOut = report.state === 'published';

  const askWithdraw = async () => {
    const yes = await confirm({ title: '撤回这条公告？', loses: '所有门店马上看不到它；已读记录留在报告里，不能再发布。', action: '撤回' });
    if (!yes) return;
    await withdraw.mutateAsync({ params: { id } });
    toast('已撤回');
  };
  const more = async () => {
    const acts = [
      LOOK,
      unread > 0 && isOut && EXPORT,
      mayAct && isOut && CORRECT,
      mayAct && isOut && OFFER,
      mayAct && report.state !== 'withdrawn' && WITHDRAW,
    ];
    const act = await choose(acts.filter((one): one is string => Boolean(one)));
    try {
      if (act === LOOK) goTo('announcement', { id });
      if (act === EXPORT) await saveFile('announcements.exportUnread', { params: { id } }, `未读名单-${report.title}.xlsx`);
      if (act === OFFER) goTo('orderSet', { kind: 'announcement', id });
      if (act === CORRECT) goTo('composeAnnouncement', { id });
      if (act === WITHDRAW) await askWithdraw();
    } catch (error) {
      toastError(error);
      void invalidate('announcements.report');
    }
  };
  const mayRemind = mayAct && isOut && unread > 0;
  const note = mayRemind && (remindsLeftToday > 0 ? `今天还可以提醒 ${remindsLeftToday} 次` : '今天的提醒次数已用完，明天再试');
  return (
    <ActionBar note={note}>
      <Button kind="quiet" icon="more" label="更多" onTap={more} />
      {mayRemind ? (
        <Button
          label={`提醒 ${countText(unread)} 位未读`}
          disabled={remindsLeftToday === 0}
          busyLabel="正在提醒…"
          onTap={() => remind.mutateAsync({ params: { id } })}
        />
      ) : (
        <Button
          kind={unread > 0 && isOut ? 'primary' : 'plain'}
          label={unread > 0 && isOut ? '看未读名单' : LOOK}
          onTap={() => goTo(unread > 0 && isOut ? 'unread' : 'announcement', { id })}
        />
      )}
    </ActionBar>
  );
}
