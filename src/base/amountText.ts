const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** `512 B`, `1.2 kB`, `70 MB`: two digits that say something, a thousand to the next unit. */
export function bytesText(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  const isShort = unit > 0 && amount < 9.95;
  return `${isShort ? amount.toFixed(1) : Math.round(amount)} ${units[unit]}`;
}

/** `<1 ms`, `340 ms`, `1.2 s`, `71 s`: for what a person waits for. */
export function waitText(ms: number): string {
  if (ms < 1) return "<1 ms";
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return ms < 9_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
