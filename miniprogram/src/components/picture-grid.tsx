import { View } from '@tarojs/components';
import { viewPictures } from '@/platform/pictures';
import { Picture } from './picture';
import './picture-grid.scss';

export type GridPicture = { id: number; url: string; thumbUrl: string | null };

/** Up to nine: one large, two or four in pairs, the others in threes. A tap opens the viewer. */
export function PictureGrid({ pictures }: { pictures: GridPicture[] }) {
  const shown = pictures.slice(0, 9);
  const columns = shown.length === 1 ? 1 : shown.length === 2 || shown.length === 4 ? 2 : 3;
  return (
    <View className={`picture-grid picture-grid--${columns}`}>
      {shown.map((picture, at) => (
        <View key={picture.id} className="picture-grid__cell" onClick={(event) => event.stopPropagation()}>
          <Picture
            src={picture.thumbUrl ?? picture.url}
            shape={columns === 1 ? '5:4' : 'square'}
            alt={`图片 ${at + 1}`}
            onTap={() =>
              viewPictures(
                shown.map(({ url }) => url),
                at,
              )
            }
          />
        </View>
      ))}
    </View>
  );
}
