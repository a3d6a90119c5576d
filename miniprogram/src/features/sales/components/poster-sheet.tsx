import { Image, View } from '@tarojs/components';
import { Button } from '@/components/button';
import { FailedState } from '@/components/failed-state';
import { Sheet } from '@/components/sheet';
import { keepPicture, useFetchedPicture, viewPictures } from '@/platform/pictures';
import { toast } from '@/platform/toast';
import './poster-sheet.scss';

type Props = { open: boolean; onClose: () => void; invitationId: number };

/** To print, or for a circle of friends. Drawn only when asked for. */
export function PosterSheet({ open, onClose, invitationId }: Props) {
  const { src, error, again } = useFetchedPicture('invitations.poster', open ? { params: { id: invitationId } } : null);
  const keep = async () => {
    if (src) toast((await keepPicture(src, `邀请海报-${invitationId}.png`)) ? '海报已保存' : '没有保存：请允许访问相册后再试');
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title="邀请海报"
      foot={<Button label="保存到相册" busyLabel="正在保存…" disabled={!src} onTap={keep} />}
    >
      <View className="poster-sheet">
        {error ? (
          <FailedState error={error} onRetry={again} />
        ) : src ? (
          <Image className="poster-sheet__picture" src={src} mode="scaleToFill" onClick={() => viewPictures([src])} />
        ) : (
          <View className="poster-sheet__waiting">正在画海报…</View>
        )}
      </View>
    </Sheet>
  );
}
