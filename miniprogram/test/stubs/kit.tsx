/** Stands for the few parts of NutUI: what matters to a spec is whether it is on. */
export default function Part({ checked }: { checked?: boolean }) {
  return <span data-checked={checked} />;
}
