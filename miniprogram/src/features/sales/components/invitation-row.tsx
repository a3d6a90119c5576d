import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { LinkText } from '@/components/link-text';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { aimOf, type Invitation, limitsOf, STATE_ZH, VIA_ZH } from '../invitation-words';
import './invitation-row.scss';

type Props = { invitation: Invitation; onOpen: () => void; onRevoke: () => Promise<unknown> };

export function InvitationRow({ invitation, onOpen, onRevoke }: Props) {
  const { state, landed, used, createdAt, via } = invitation;
  const isOpen = state === 'open';
  const limits = limitsOf(invitation);
  return (
    <View className="invitation-row">
      <View className="invitation-row__head">
        <View className="invitation-row__aim">{aimOf(invitation) ?? `通用${VIA_ZH[via]}`}</View>
        {!isOpen && <Tag>{STATE_ZH[state]}</Tag>}
      </View>
      <View className="invitation-row__text">
        <Time at={invitation.revokedAt ?? createdAt} />
        {invitation.revokedAt ? ' 撤销' : ' 发出'}
        {limits && ` · ${limits}`}
      </View>
      <View className="invitation-row__foot">
        <View className="invitation-row__figures">
          打开 {countText(landed)} 次 · 加入 {countText(used)} 人
        </View>
        {isOpen && (
          <View className="invitation-row__acts">
            <LinkText label="撤销" onTap={() => void onRevoke()} />
            <LinkText label="出示" onTap={onOpen} />
          </View>
        )}
      </View>
    </View>
  );
}
