/** Orders addresses by value, so that 10.0.0.9 comes before 10.0.0.10: none, then IPv4, then IPv6. */
export function compareIps(a: string, b: string): number {
  if (a === b) return 0;
  const kind = kindOf(a) - kindOf(b);
  if (kind !== 0 || a === "") return kind;
  return a.includes(":")
    ? compareGroups(ipv6Groups(a), ipv6Groups(b), 16)
    : compareGroups(a.split("."), b.split("."), 10);
}

function kindOf(ip: string): number {
  if (ip === "") return 0;
  return ip.includes(":") ? 2 : 1;
}

function compareGroups(a: readonly string[], b: readonly string[], base: number): number {
  for (let index = 0; index < a.length && index < b.length; index++) {
    const order = Number.parseInt(a[index] ?? "", base) - Number.parseInt(b[index] ?? "", base);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** All eight groups, those that `::` stands for written out. */
function ipv6Groups(ip: string): readonly string[] {
  const [head = "", tail] = ip.split("::");
  const before = head === "" ? [] : head.split(":");
  if (tail === undefined) return before;
  const after = tail === "" ? [] : tail.split(":");
  return [...before, ...new Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
}
