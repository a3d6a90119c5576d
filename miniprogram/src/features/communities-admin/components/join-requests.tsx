import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { Section } from '@/components/section';
import { Time } from '@/components/time';
import { useCommand, usePages } from '@/platform/query';
import { toast } from '@/platform/toast';
import './join-requests.scss';

/** Who asks to be let in, in the order of asking; nothing is drawn while nobody does. */
export function JoinRequests({ communityId }: { communityId: number }) {
  const requests = usePages('communities.joinRequests', { params: { id: communityId }, query: { state: 'waiting' } });
  const decide = useCommand('communities.decideJoinRequest', {
    refresh: ['communities.joinRequests'],
    onDone: ({ name, state }) => toast(state === 'approved' ? `已同意${name}加入` : `已拒绝${name}`),
  });
  if (requests.items.length === 0) return null;
  const answer = (memberId: number, approve: boolean) => decide.mutateAsync({ params: { id: communityId, memberId }, body: { approve } });
  return (
    <Section title="申请加入" flush>
      {requests.items.map(({ memberId, name, shopName, reason, requestedAt }) => (
        <View key={memberId} className="join-requests__row">
          <View className="join-requests__words">
            <View className="join-requests__name">{name}</View>
            <View className="join-requests__text">{shopName}</View>
            {reason !== '' && <View className="join-requests__reason">{reason}</View>}
            <Time at={requestedAt} className="join-requests__text" />
          </View>
          <Button kind="quiet" size="small" label="拒绝" onTap={() => answer(memberId, false)} />
          <Button kind="plain" size="small" label="同意" onTap={() => answer(memberId, true)} />
        </View>
      ))}
      {requests.more && (
        <View className="join-requests__more">
          <LinkText label="更多申请" onTap={requests.loadMore} />
        </View>
      )}
    </Section>
  );
}
