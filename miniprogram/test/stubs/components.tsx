import type { CSSProperties, ReactNode } from 'react';

/** Taro's components as plain elements, with the events that pages use. */
type Props = {
  children?: ReactNode;
  className?: string;
  style?: CSSProperties;
  onClick?: (event: unknown) => void;
  ariaRole?: string;
  ariaLabel?: string;
};
type Box = Props & {
  value?: string;
  placeholder?: string;
  disabled?: boolean;
  onInput?: (event: { detail: { value: string } }) => void;
  onConfirm?: () => void;
  onBlur?: () => void;
};

function plain({ className, style, onClick, ariaRole, ariaLabel }: Props) {
  return { className, style, onClick, role: ariaRole, 'aria-label': ariaLabel };
}

export function View(props: Props) {
  return <div {...plain(props)}>{props.children}</div>;
}
export const ScrollView = View;
export const Swiper = View;
export const SwiperItem = View;
export function Text(props: Props) {
  return <span {...plain(props)}>{props.children}</span>;
}
export function Button(props: Props & { disabled?: boolean }) {
  return (
    <button type="button" {...plain(props)} disabled={props.disabled}>
      {props.children}
    </button>
  );
}
export function Image(props: Props & { src?: string; onError?: () => void }) {
  return <img alt="" {...plain(props)} src={props.src} onError={props.onError} />;
}
export function Input(props: Box) {
  return (
    <input
      {...plain(props)}
      value={props.value}
      placeholder={props.placeholder}
      disabled={props.disabled}
      onChange={(event) => props.onInput?.({ detail: { value: event.target.value } })}
      onKeyDown={(event) => event.key === 'Enter' && props.onConfirm?.()}
      onBlur={props.onBlur}
    />
  );
}
export function Textarea(props: Box) {
  return (
    <textarea
      {...plain(props)}
      value={props.value}
      placeholder={props.placeholder}
      onChange={(event) => props.onInput?.({ detail: { value: event.target.value } })}
      onBlur={props.onBlur}
    />
  );
}
/** A wheel is a list to choose from; days and times are typed. */
export function Picker({
  mode,
  range,
  value,
  onChange,
  children,
}: Props & { mode: string; range?: string[]; value?: string | number; onChange?: (event: { detail: { value: string } }) => void }) {
  const change = (event: { target: { value: string } }) => onChange?.({ detail: { value: event.target.value } });
  return (
    <div>
      {children}
      {mode === 'selector' ? (
        <select value={value} onChange={change}>
          {range?.map((option, at) => (
            <option key={option} value={at}>
              {option}
            </option>
          ))}
        </select>
      ) : (
        <input data-mode={mode} defaultValue={value} onChange={change} />
      )}
    </div>
  );
}
