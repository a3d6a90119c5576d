/** Handed from the page of addresses back to the checkout that asked for one. */
let chosen: number | null = null;

export function chooseAddress(id: number): void {
  chosen = id;
}

/** The address that was just chosen; once. */
export function takeChosenAddress(): number | null {
  const taken = chosen;
  chosen = null;
  return taken;
}
