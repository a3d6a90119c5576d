import { Input, View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { Icon } from './icon';
import './search-box.scss';

/** Tells what is typed once the typing pauses, so that a list below is asked only then. */
export function SearchBox({
  value,
  onChange,
  placeholder = '搜索',
  focus,
}: {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  focus?: boolean;
}) {
  const [typed, setTyped] = useState(value);
  const told = useRef(onChange);
  told.current = onChange;
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => told.current(typed.trim()), 350);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <View className="search-box">
      <View className="search-box__frame">
        <Icon name="search" size={36} colour="secondary" />
        <Input
          className="search-box__input"
          value={typed}
          placeholder={placeholder}
          placeholderClass="search-box__placeholder"
          confirmType="search"
          maxlength={40}
          focus={focus}
          onInput={(event) => setTyped(event.detail.value)}
          onConfirm={() => onChange(typed.trim())}
        />
        {typed !== '' && (
          <View
            className="search-box__clear"
            ariaRole="button"
            ariaLabel="清除"
            onClick={() => {
              setTyped('');
              onChange('');
            }}
          >
            <Icon name="close" size={28} colour="secondary" />
          </View>
        )}
      </View>
    </View>
  );
}
