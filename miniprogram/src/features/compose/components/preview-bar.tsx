import { View } from '@tarojs/components';
import type { Composition } from '../composition';
import { isWhole } from '../composition';
import './preview-bar.scss';

/** The bar as a shop will see it, until it has answered and after. Only to look at. */
export function PreviewBar({ given }: { given: Composition }) {
  const { question, mustAcknowledge, button, callSalesperson } = given;
  const hasQuestion = question !== null && isWhole(question);
  const after = [callSalesperson && '打电话', button?.label].filter((label): label is string => Boolean(label));
  return (
    <View className="preview-bar">
      {hasQuestion && <View className="preview-bar__question">{question.text}</View>}
      {hasQuestion ? <Look labels={question.answers} /> : mustAcknowledge && <Look labels={['我已知晓']} />}
      {after.length > 0 && (
        <>
          {(hasQuestion || mustAcknowledge) && <View className="preview-bar__note">确认之后换成</View>}
          <Look labels={after} />
        </>
      )}
    </View>
  );
}

function Look({ labels }: { labels: readonly string[] }) {
  return (
    <View className="preview-bar__line">
      {labels.map((label) => (
        <View key={label} className="preview-bar__button">
          {label}
        </View>
      ))}
    </View>
  );
}
