import { MEMBER_ROLE_ZH, STAFF_ROLE_ZH } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import type { Answer } from '@/platform/contract';
import './profile-head.scss';

/** Who one is here: name, and what as. */
export function ProfileHead({ actor, onTap }: { actor: Answer<'session.get'>; onTap?: () => void }) {
  const { member, staff } = actor;
  const as = staff
    ? staff.roles.map((role) => STAFF_ROLE_ZH[role]).join('、')
    : member
      ? `${member.shopName} ${MEMBER_ROLE_ZH[member.role]}`
      : '还没有加入门店';
  return (
    <View className="profile-head" onClick={onTap}>
      <Avatar url={actor.avatarUrl} name={actor.name} size={120} />
      <View className="profile-head__who">
        <View className="profile-head__name">{actor.name ?? '未填写称呼'}</View>
        <View className="profile-head__as">{as}</View>
        {actor.phone && <View className="profile-head__as">{actor.phone}</View>}
      </View>
    </View>
  );
}
