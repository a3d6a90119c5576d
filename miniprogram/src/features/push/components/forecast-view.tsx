import type { Forecast } from '@dianquan/shared/contract/delivery';
import { View } from '@tarojs/components';
import { Bar } from '@/components/bar';
import { NoticeStrip } from '@/components/notice-strip';
import { clockNow } from '@/platform/clock';
import { firstWords, forecastBars } from '../words';
import './forecast-view.scss';

/** How many each channel will reach, when it begins, and what stands in the way. `words`: instead of figures that are not there yet. */
export function ForecastView({ forecast, words, publishAt }: { forecast?: Forecast; words: string; publishAt: string | null }) {
  return (
    <View className="forecast-view">
      <View className="forecast-view__title">怎么通知到</View>
      {forecast ? <Figures forecast={forecast} publishAt={publishAt} /> : <View className="forecast-view__words">{words}</View>}
    </View>
  );
}

function Figures({ forecast, publishAt }: { forecast: Forecast; publishAt: string | null }) {
  return (
    <>
      {forecast.faults.map((fault) => (
        <NoticeStrip key={fault} icon="warning">
          {fault}
        </NoticeStrip>
      ))}
      {forecastBars(forecast).map(({ key, ...bar }) => (
        <Bar key={key} {...bar} tone={key === 'inbox' ? 'amber' : 'pine'} />
      ))}
      <View className="forecast-view__words">
        每个人的收件箱都有这条公告，外面只走一个通道，没读再换下一个。{firstWords(forecast, publishAt, clockNow())}。
      </View>
    </>
  );
}
