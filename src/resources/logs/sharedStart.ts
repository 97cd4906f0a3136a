/** What all names begin with, in whole parts between dashes, so that each keeps its last part: `web-7f9c-` of `web-7f9c-a1` and `web-7f9c-b2`. */
export function sharedStart(names: readonly string[]): string {
  const [first = "", ...others] = names;
  if (others.length === 0) return "";
  let length = first.length;
  for (const name of others) {
    length = Math.min(length, name.length);
    while (!name.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, first.slice(0, length).lastIndexOf("-") + 1);
}
