import { View } from '@tarojs/components';
import Taro, { useDidShow, useRouter } from '@tarojs/taro';
import { type ReactNode, useEffect } from 'react';
import { tellDemo } from '@/platform/demo-bridge';
import { back, isTab, pageNameOf } from '@/platform/navigation';
import { useNetwork } from '@/platform/network';
import { useTextSize } from '@/theme/text-size';
import { classes } from './class-names';
import { Icon } from './icon';
import './page-frame.scss';

type Props = {
  /** Only where the title depends on what is shown; otherwise the one of index.config.ts is used. */
  title?: string;
  /** The one primary action: an `<ActionBar>`. */
  bar?: ReactNode;
  /** Pages that are one document are white all over. */
  white?: boolean;
  children: ReactNode;
};

/** The root of every page: navigation bar on h5, offline banner, large type, room for the bar at the bottom. */
export function PageFrame({ title, bar, white = false, children }: Props) {
  const { path } = useRouter();
  const large = useTextSize((state) => state.large);
  const online = useNetwork((state) => state.online);

  useEffect(() => {
    if (title) void Taro.setNavigationBarTitle({ title });
  }, [title]);
  useDidShow(() => {
    if (process.env.TARO_ENV === 'h5') tellDemo({ type: 'navigated', path: window.location.hash.slice(1) });
  });

  return (
    <View className={classes('dq-page', 'page-frame', large && 'dq-page--large', white && 'page-frame--white')}>
      {process.env.TARO_ENV === 'h5' && <NavigationBar title={title ?? configuredTitle()} tab={isTab(pageNameOf(path) ?? 'home')} />}
      {!online && (
        <View className="page-frame__offline">
          <Icon name="offline" size={32} colour="amber" />
          网络已断开，显示的是之前的内容
        </View>
      )}
      {children}
      {bar && <View className="page-frame__room" />}
      {bar}
    </View>
  );
}

function configuredTitle(): string {
  return Taro.getCurrentInstance().page?.config?.navigationBarTitleText ?? '店圈';
}

function NavigationBar({ title, tab }: { title: string; tab: boolean }) {
  return (
    <View className="navigation-bar">
      {!tab && (
        <View className="navigation-bar__back" ariaRole="button" ariaLabel="返回" onClick={back}>
          <Icon name="left" size={44} />
        </View>
      )}
      <View className="navigation-bar__title">{title}</View>
    </View>
  );
}
