import { type ITouchEvent, View } from '@tarojs/components';
import { type ReactNode, useRef, useState } from 'react';
import { classes } from './class-names';
import './swipe-row.scss';

/** How far a finger must go sideways, and how much further than up or down. */
const FAR = 40;

/** A row with one thing to do behind it, uncovered by a swipe to the left. Nothing may be reachable only this way. */
export function SwipeRow({ action, onAction, children }: { action: string; onAction: () => void; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const from = useRef<{ x: number; y: number } | null>(null);

  const start = (event: ITouchEvent) => {
    const touch = event.touches[0];
    from.current = touch ? { x: touch.clientX, y: touch.clientY } : null;
  };
  // Judged once, at the end: following the finger would cost a message to the screen's thread for every step.
  const end = (event: ITouchEvent) => {
    const touch = event.changedTouches[0];
    if (!touch || !from.current) return;
    const across = touch.clientX - from.current.x;
    if (Math.abs(across) > FAR && Math.abs(across) > 2 * Math.abs(touch.clientY - from.current.y)) setOpen(across < 0);
  };
  return (
    <View
      className={classes('swipe-row', open && 'swipe-row--open')}
      onTouchStart={(event) => start(event as ITouchEvent)}
      onTouchEnd={(event) => end(event as ITouchEvent)}
    >
      <View className="swipe-row__content">{children}</View>
      <View
        className="swipe-row__action"
        ariaRole="button"
        onClick={() => {
          setOpen(false);
          onAction();
        }}
      >
        {action}
      </View>
    </View>
  );
}
