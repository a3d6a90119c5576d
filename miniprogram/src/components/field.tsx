import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classes } from './class-names';
import './field.scss';

type Props = { label: string; error?: string | null; hint?: ReactNode; optional?: boolean; children: ReactNode };

/** One line of a form: label above, the control, below it the fault or else a hint. */
export function Field({ label, error, hint, optional = false, children }: Props) {
  return (
    <View className={classes('field', error && 'field--faulty')}>
      <View className="field__label">
        {label}
        {optional && <View className="field__optional">选填</View>}
      </View>
      {children}
      {error ? <View className="field__error">{error}</View> : hint && <View className="field__hint">{hint}</View>}
    </View>
  );
}
