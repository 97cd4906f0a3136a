/** Orders addresses by value, so that 10.0.0.9 comes before 10.0.0.10: none, then IPv4, then IPv6. */
export function compareIps(a: string, b: string): number {
  if (a === b) return 0;
  const kind = kindOf(a) - kindOf(b);
  if (kind !== 0) return kind;
  readGroups(a, groupsOfA);
  readGroups(b, groupsOfB);
  for (let index = 0; index < groupCount; index++) {
    const order = (groupsOfA[index] ?? 0) - (groupsOfB[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

const groupCount = 8;
// Sorting 100,000 addresses compares millions of them: no comparison makes a list of its own.
const groupsOfA = new Uint16Array(groupCount);
const groupsOfB = new Uint16Array(groupCount);

function kindOf(ip: string): number {
  if (ip === "") return 0;
  return ip.includes(":") ? 2 : 1;
}

const dot = 46;
const zero = 48;
const nine = 57;
const colon = 58;
const smallA = 97;

/** Puts the numbers between dots or colons into `groups`, with zeros for what `::` stands for. */
function readGroups(ip: string, groups: Uint16Array): void {
  groups.fill(0);
  const base = ip.includes(":") ? 16 : 10;
  let place = 0;
  let afterGap = -1;
  let previous = 0;
  for (let index = 0; index < ip.length; index++) {
    const code = ip.charCodeAt(index);
    if (code === colon && previous === colon) afterGap = place;
    else if (code === dot || code === colon) place += index === 0 ? 0 : 1;
    else groups[place] = (groups[place] ?? 0) * base + digitOf(code);
    previous = code;
  }
  if (afterGap < 0) return;
  const tailStart = groupCount - (place + 1 - afterGap);
  groups.copyWithin(tailStart, afterGap, place + 1).fill(0, afterGap, tailStart);
}

function digitOf(code: number): number {
  return code <= nine ? code - zero : (code | 32) - smallA + 10;
}
