import { type ButtonProps, Button as Native } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { useSlow } from '@/platform/clock';
import { toastError } from '@/platform/toast';
import { classes } from './class-names';
import { Icon, type IconName } from './icon';
import './button.scss';

type Props = {
  /** Named by its effect: 发布给 1,234 家, not 提交. */
  label: string;
  /** May be a promise: the button stays taken until it settles, and a failure is told in a toast. */
  onTap?: () => unknown;
  /** What is going on, shown when it takes longer than a second; 正在处理… where there is nothing better to say. */
  busyLabel?: string;
  busy?: boolean;
  disabled?: boolean;
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'large' | 'small';
  icon?: IconName;
  /** Platform buttons: share, getPhoneNumber, chooseAvatar. */
  native?: Pick<ButtonProps, 'openType' | 'onGetPhoneNumber' | 'onChooseAvatar'>;
  className?: string;
};

export function Button({
  label,
  onTap,
  busyLabel = '正在处理…',
  busy = false,
  disabled = false,
  kind = 'primary',
  size = 'large',
  icon,
  native,
  className,
}: Props) {
  const [running, setRunning] = useState(false);
  // A second tap may come before the first has been drawn.
  const going = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const taken = busy || running;
  const slow = useSlow(taken);

  const tap = async () => {
    if (taken || disabled || going.current) return;
    going.current = true;
    setRunning(true);
    try {
      await onTap?.();
    } catch (error) {
      toastError(error);
    } finally {
      going.current = false;
      if (!gone.current) setRunning(false);
    }
  };
  return (
    <Native
      {...native}
      className={classes('button', `button--${kind}`, `button--${size}`, (disabled || taken) && 'button--off', className)}
      hoverClass={disabled || taken ? 'none' : 'button--pressed'}
      disabled={disabled || undefined}
      onClick={onTap ? () => void tap() : undefined}
    >
      {icon && <Icon name={icon} size={size === 'large' ? 40 : 34} colour={ICON_COLOUR[kind]} className="button__icon" />}
      {slow ? busyLabel : label}
    </Native>
  );
}

const ICON_COLOUR = { primary: 'card', plain: 'pine', quiet: 'ink', danger: 'danger' } as const;
