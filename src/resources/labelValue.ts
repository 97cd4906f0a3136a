/** The value of a label in `PodRow.labels`; undefined when it has none. */
export function labelValue(labels: string, key: string): string | undefined {
  const pair = `${key}=`;
  const start = labels.startsWith(pair) ? 0 : labels.indexOf(`,${pair}`) + 1;
  if (start === 0 && !labels.startsWith(pair)) return undefined;
  const end = labels.indexOf(",", start);
  return labels.slice(start + pair.length, end < 0 ? undefined : end);
}
