import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { RegionSheet } from '@/components/region-picker';
import { useRegionNames } from '@/platform/regions';

/** Several regions of any level; tapping one takes it away. */
export function RegionsEditor({ codes, onChange }: { codes: string[]; onChange: (codes: string[]) => void }) {
  const [picking, setPicking] = useState(false);
  const names = useRegionNames(codes);
  return (
    <View>
      <Chips several options={codes.map((code) => ({ key: code, label: names[code] ?? code }))} chosen={codes} onChange={onChange} />
      <View className="condition-editor__gap" />
      <Button kind="plain" size="small" icon="plus" label="添加区域" onTap={() => setPicking(true)} />
      <RegionSheet
        open={picking}
        onClose={() => setPicking(false)}
        onTake={({ code }) => {
          setPicking(false);
          if (!codes.includes(code)) onChange([...codes, code]);
        }}
      />
    </View>
  );
}
